"""What is this file really? Each is looked into by a process of its own, which can open nothing else.

`asking` starts that process and reads its answer; `__main__` is the process. Nothing here imports Django.
"""
