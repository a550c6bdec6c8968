"""How the encoder's weights are made: `make train`. Nothing here is needed to run Tocsin or its tests."""
