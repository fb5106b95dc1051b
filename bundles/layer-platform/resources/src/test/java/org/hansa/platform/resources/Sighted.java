package org.hansa.platform.resources;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/** As the gate's view is: what is hidden is as if absent, and is counted in what is claimed. */
record Sighted(Snapshot all, Ref hidden) implements Snapshot {

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
    return ref.equals(hidden) ? Optional.empty() : all.get(ref);
  }

  @Override
  public Stream<Resource> list(String kind) {
    return all.list(kind).filter(r -> !r.ref().equals(hidden));
  }

  @Override
  public Stream<Resource> list(String kind, String tenant) {
    return list(kind).filter(r -> r.ref().tenant().equals(tenant));
  }

  @Override
  public List<Resource> owned(Resource owner) {
    return all.owned(owner);
  }

  @Override
  public Claims claims(Ref pool) {
    return all.claims(pool);
  }

  @Override
  public List<String> kinds() {
    return all.kinds();
  }

  @Override
  public Snapshot at(Instant now) {
    return new Sighted(all.at(now), hidden);
  }

  @Override
  public Snapshot with(List<Resource> puts, List<Ref> removes) {
    return new Sighted(all.with(puts, removes), hidden);
  }
}
