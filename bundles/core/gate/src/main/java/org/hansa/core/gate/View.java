package org.hansa.core.gate;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;

/** A snapshot as one principal sees it: what it may not read is as if absent. */
final class View implements Snapshot {

  private final Snapshot all;
  private final Predicate<Ref> sees;
  private final Function<Ref, Optional<Resource>> beyond;

  /**
   * @param beyond finds what is not in the snapshot
   */
  View(Snapshot all, Predicate<Ref> sees, Function<Ref, Optional<Resource>> beyond) {
    this.all = all;
    this.sees = sees;
    this.beyond = beyond;
  }

  @Override
  public long revision() {
    return all.revision();
  }

  @Override
  public Instant now() {
    return all.now();
  }

  @Override
  public Optional<Resource> get(Ref ref) {
    return sees.test(ref) ? all.get(ref).or(() -> beyond.apply(ref)) : Optional.empty();
  }

  @Override
  public Stream<Resource> list(String kind) {
    return all.list(kind).filter(r -> sees.test(r.ref()));
  }

  @Override
  public Stream<Resource> list(String kind, String tenant) {
    return all.list(kind, tenant).filter(r -> sees.test(r.ref()));
  }

  @Override
  public List<Resource> owned(Resource owner) {
    return sees.test(owner.ref())
        ? all.owned(owner).stream().filter(r -> sees.test(r.ref())).toList()
        : List.of();
  }

  @Override
  public List<Resource> labelled(String kind, String tenant, String application) {
    return all.labelled(kind, tenant, application).stream()
        .filter(r -> sees.test(r.ref()))
        .toList();
  }

  @Override
  public Claims claims(Ref pool) {
    return sees.test(pool) ? all.claims(pool) : Claims.NONE;
  }

  /** Of a tenant that it sees it may know how much it has: that is what its quota counts. */
  @Override
  public long count(String kind, String tenant) {
    return seesTenant(tenant) ? all.count(kind, tenant) : Snapshot.super.count(kind, tenant);
  }

  @Override
  public Map<String, BigDecimal> reserved(String tenant) {
    return seesTenant(tenant) ? all.reserved(tenant) : Snapshot.super.reserved(tenant);
  }

  private boolean seesTenant(String tenant) {
    return sees.test(Tenant.ref(tenant));
  }

  @Override
  public List<String> kinds() {
    return all.kinds().stream()
        .filter(kind -> all.list(kind).anyMatch(r -> sees.test(r.ref())))
        .toList();
  }

  @Override
  public Snapshot at(Instant now) {
    return new View(all.at(now), sees, beyond);
  }

  @Override
  public Snapshot with(List<Resource> puts, List<Ref> removes) {
    return new View(all.with(puts, removes), sees, beyond);
  }
}
