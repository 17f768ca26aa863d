"""Kernels that only other kernels call: compiled to be linked into those, never made into machine code by themselves.

numba makes machine code of every kernel together with all that it calls, again at each level of calls; for the many small kernels that
read quotations that was two thirds of the time that they take to compile.
"""

from collections.abc import Callable
from typing import Any

import numba

__all__ = ["inner"]

_KNOWN_VERSIONS = ("0.68.",)
"""Those of numba whose passes and libraries are as this module takes them to be; under another an inner kernel is an ordinary one."""

if numba.__version__.startswith(_KNOWN_VERSIONS):
    from numba import _dynfunc
    from numba.core.codegen import JITCodeLibrary
    from numba.core.compiler import CompilerBase, DefaultPassBuilder
    from numba.core.compiler_lock import global_compiler_lock
    from numba.core.compiler_machinery import register_pass
    from numba.core.typed_passes import NativeLowering
    from numba.core.types import unliteral  # type: ignore[attr-defined]

    class _Part(JITCodeLibrary):
        """The code of an inner kernel, for other libraries to link: only a kernel with an entry links what all its parts call."""

        def finalize(self) -> None:
            self._raise_if_finalized()
            self._finalize_dynamic_globals()
            self._finalized = True

        def _get_module_for_linking(self) -> Any:
            own = super()._get_module_for_linking()
            parts: list[Any] = [self]
            others: dict[Any, None] = {}
            for part in parts:
                for library in part._linking_libraries:
                    if not isinstance(library, _Part):
                        others[library] = None
                    elif library not in parts:
                        parts.append(library)
            whole = own.clone()
            for part in parts[1:]:
                whole.link_in(super(_Part, part)._get_module_for_linking(), preserve=True)
            for library in others:
                whole.link_in(library._get_module_for_linking(), preserve=True)
            return whole

    @register_pass(mutates_CFG=True, analysis_only=False)
    class _LowerPart(NativeLowering):
        """Lower to a part, and enter it where the kernels that call it look for it."""

        _name = "lower_part"

        def run_pass(self, state: Any) -> bool:
            state.library = library = _Part(state.targetctx.codegen(), state.func_id.func_qualname)
            state.flags.no_compile = True
            super().run_pass(state)
            lowered = state["cr"]
            name = lowered.fndesc.qualname
            entry = _dynfunc.make_function(lowered.fndesc.lookup_module(), name, name, 0, lowered.env, (library,))
            state.targetctx.insert_user_function(entry, lowered.fndesc, [library])
            state["cr"] = lowered._replace(cfunc=entry)
            return True

    class _PartCompiler(CompilerBase):
        """numba's compiler with the lowering of parts."""

        def define_pipelines(self) -> list[Any]:
            passes = DefaultPassBuilder.define_nopython_pipeline(self.state)
            passes.passes = [(_LowerPart if one is NativeLowering else one, about) for one, about in passes.passes]
            passes._finalized = False
            passes.finalize()
            return [passes]


def inner(function: Callable[..., object]) -> Any:
    """A kernel that only other kernels call, with no entry from Python and no file of its own.

    It is optimised where it is called, and compiled once for each tuple of plain types: a literal 0 is an int64, for which numba
    would make a version of its own.
    """
    if not numba.__version__.startswith(_KNOWN_VERSIONS):
        return numba.njit(function)
    kernel: Any = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=_PartCompiler)(function)
    if hasattr(kernel, "get_call_template"):  # not where numba is switched off
        compile_types, call_template = kernel.compile, kernel.get_call_template

        def compile_simply(signature: Any) -> Any:
            with global_compiler_lock:
                level = numba.config.OPT
                numba.config.OPT = type(level)(0)
                try:
                    return compile_types(signature)
                finally:
                    numba.config.OPT = level

        kernel.compile = compile_simply
        kernel.get_call_template = lambda arguments, keywords: call_template(tuple(map(unliteral, arguments)), keywords)
    return kernel
