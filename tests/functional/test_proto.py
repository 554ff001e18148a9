import time
def test_start(visitor):
    t=time.perf_counter()
    visitor.open("/")
    print("open", time.perf_counter()-t)
    for p in ["/", "/account/login/", "/privacy/"]:
        t=time.perf_counter()
        visitor.open(p)
        print("open", time.perf_counter()-t)
        t=time.perf_counter()
        visitor.is_clean()
        print("axe", time.perf_counter()-t)

def test_noscript(visitors):
    v = visitors(320, has_script=False)
    t=time.perf_counter()
    v.open("/")
    print("open", time.perf_counter()-t)
    v.press("Start now")
    print(v.screens)
