"""The desk: the order of work. It alone knows the rooms' order, and writes each step into the casebook.

Each act is in the module of its name (`take`, `people`, `noticing`, `sending`), and so is each way of looking
(`duties`, `handover`, `dossier`, `why`). Nothing is loaded here: what is due must not wait for the reader's lexicons.
"""
