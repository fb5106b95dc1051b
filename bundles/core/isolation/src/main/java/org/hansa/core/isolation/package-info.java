/**
 * Isolated drivers: one whose bundle names it in the header {@code Hansa-Isolated-Driver} (a public
 * class with a public constructor without parameters) runs in a process of its own, with {@code
 * Hansa-Isolated-Memory} mebibytes of heap, 256 if not said. Here it stands as a driver like any
 * other. The framework starts it, the runtime calls it through the driver contract. What fails
 * there fails here as {@link org.hansa.core.driver.DriverException}; a process that ends or hangs
 * is UNAVAILABLE, and replaced at the next call.
 */
package org.hansa.core.isolation;
