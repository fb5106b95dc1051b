package org.hansa.core.api.store;

/**
 * The right to act on a partition: what a node commits under it is refused once another node has
 * taken the partition, however late the commit comes.
 *
 * @param partition from 0 to {@link Leases#PARTITIONS} - 1
 * @param epoch at which the node took it; each change of hands is a higher one
 */
public record Fence(int partition, long epoch) {}
