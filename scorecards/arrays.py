"""The arrays that figures travel in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Wholes = NDArray[np.integer[Any]]  # ids, codes and places in other arrays
