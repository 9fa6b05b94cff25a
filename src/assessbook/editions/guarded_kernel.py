"""An ordinary Jupyter kernel whose files are watched: ``python -m assessbook.editions.guarded_kernel -f FILE``."""

from __future__ import annotations

from ipykernel.kernelapp import IPKernelApp

from assessbook.editions.input_guard import InputGuard


def main() -> None:
    """Start the kernel; the guard looks on from before the first cell."""
    application = IPKernelApp.instance()
    application.initialize()  # type: ignore[no-untyped-call]
    if (guard := InputGuard.of_environment()) is not None:
        guard.watch()
    application.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
