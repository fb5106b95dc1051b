package org.hansa.drivers.simulator.data;

import java.time.Duration;

/**
 * How long work takes, in simulated time and before it is hastened.
 *
 * @param workload from start to ready
 * @param boot of a virtual machine
 * @param power on or off, of a server or a virtual machine
 * @param deploy an image to a server
 * @param wipe a server that is given back
 * @param cluster a control plane
 * @param worker each further worker
 * @param image beside what its size takes over the uplink
 */
public record Durations(
    @Bound(or = "2s") Duration workload,
    @Bound(or = "20s") Duration boot,
    @Bound(or = "10s") Duration power,
    @Bound(or = "5m") Duration deploy,
    @Bound(or = "1m") Duration wipe,
    @Bound(or = "3m") Duration cluster,
    @Bound(or = "20s") Duration worker,
    @Bound(or = "3s") Duration volume,
    @Bound(or = "2s") Duration network,
    @Bound(or = "5s") Duration path,
    @Bound(or = "5s") Duration image) {}
