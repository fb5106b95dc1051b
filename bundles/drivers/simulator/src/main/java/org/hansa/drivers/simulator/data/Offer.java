package org.hansa.drivers.simulator.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a site has. Profiles say it for many sites; what a site says itself goes before.
 *
 * @param hosts how many of each type of machine
 * @param servers how many of each type are offered whole
 * @param volumes bytes of each type of volumes
 * @param kubernetes versions of clusters, {@code 1.31}
 * @param uplink bits a second to and from elsewhere
 * @param quota most objects of a facet
 */
public record Offer(
    @Bound(min = "1", max = "10000") Map<String, Integer> hosts,
    List<String> runtimes,
    @Bound(min = "1", max = "10000") Map<String, Integer> servers,
    List<String> sizes,
    List<String> images,
    @Bound(unit = Bound.Unit.BYTES, min = "1") Map<String, Long> volumes,
    @Bound(pattern = "1\\.[0-9]{1,3}") List<String> kubernetes,
    @Bound(unit = Bound.Unit.BITS, min = "1") Optional<Long> uplink,
    @Bound(max = "10000000") Map<String, Integer> quota) {

  Offer over(Offer other) {
    return new Offer(
        hosts.isEmpty() ? other.hosts : hosts,
        runtimes.isEmpty() ? other.runtimes : runtimes,
        servers.isEmpty() ? other.servers : servers,
        sizes.isEmpty() ? other.sizes : sizes,
        images.isEmpty() ? other.images : images,
        volumes.isEmpty() ? other.volumes : volumes,
        kubernetes.isEmpty() ? other.kubernetes : kubernetes,
        uplink.or(other::uplink),
        quota.isEmpty() ? other.quota : quota);
  }
}
