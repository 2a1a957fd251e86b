"""How anyone verifies the record, without a server, a database or our word.

The tree is that of RFC 9162, published as C2SP specifies: ``c2sp.org/tlog-tiles``, ``tlog-checkpoint``,
``signed-note``, ``tlog-cosignature`` and ``tlog-proof``. Besides the standard library only ``cryptography`` is needed.
The folder may be carried off and used alone: ``python -m tlog verify receipt FILE --key office.vkey``.

From the bottom up: ``merkle`` hashes and checks proofs, ``tile`` names and packs what is published, ``prover`` makes
proofs out of tiles, ``edge`` lets the tree grow. ``note`` signs texts, ``checkpoint`` says how large the tree is and what
its root is, ``cosignature`` is a witness's name under it. ``opening`` lays a commitment open, ``promise`` is what is
handed out at once, ``proof`` is the file of the receipt, ``receipt`` says in words what it proves. ``witness`` decides
whether to sign or to raise an alarm. ``words`` keeps each sentence in Chinese and in English, because a folder that is
carried off has no catalogue of translations with it.
"""
