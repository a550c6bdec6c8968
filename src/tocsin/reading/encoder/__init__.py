"""The learnt reader: sentences go in, and what two small networks see in them comes out, as `Seen`, with a score.

`windows` cuts, `network` is what has to be handed in, `seeing` looks and looks again, `pooling` tells what a report is
mostly about; `shape` is shared with whoever teaches it. Nothing is decided here: `reading.deciding` weighs what was
seen beside the rules, and the verifier stands behind both.
"""
