package org.hansa.drivers.simulator.data;

/** An image that sites have by themselves. */
public record BaseImage(
    String os,
    String version,
    String arch,
    String user,
    @Bound(unit = Bound.Unit.BYTES, min = "1048576") long disk) {}
