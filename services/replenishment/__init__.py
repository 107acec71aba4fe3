"""What to order: supply, the case of a product, its advice, the list.

The rooms, floor by floor; each imports only from floors below its own (tests/architecture/floors.py).

5  suppositions  what would be ordered if; nothing of it is stored.
4  renewal       advice worked out anew after whatever it rests on has changed: stored, and told to others.
3  lists         what to order today, supplier by supplier, and what places can give each other first.
2  advice        what to order of a product, and why.
1  kits          kits and recipes: what can be put together, and what is asked of their parts.
0  supply        what there is of a product, what is on its way, and who delivers it when and for how much.
"""
