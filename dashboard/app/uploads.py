"""Who may send files to the server: the visits whose page has shown where to drop them."""

from collections import OrderedDict

from streamlit.runtime.scriptrunner import get_script_run_ctx

_PATH = "/_stcore/upload_file/"
_MOST = 4096
_shown: OrderedDict[str, None] = OrderedDict()


def taken() -> None:
    """The visit whose page is being drawn may send files from now on."""
    context = get_script_run_ctx()
    if context is not None:
        _shown[context.session_id] = None
        _shown.move_to_end(context.session_id)
        if len(_shown) > _MOST:
            _shown.popitem(last=False)


def refused(path: str) -> bool:
    """Whether a request of this path would send a file for a visit that was never shown where to drop one."""
    _, found, rest = path.partition(_PATH)
    return bool(found) and rest.partition("/")[0] not in _shown
