/**
 * The rival of the placement's solver: the same instances as a model of Timefold. {@link
 * org.hansa.itests.bench.PlaceBench} calls {@link org.hansa.itests.bench.timefold.Timefold}; what
 * else is public is so because Timefold reads it by reflection.
 */
package org.hansa.itests.bench.timefold;
