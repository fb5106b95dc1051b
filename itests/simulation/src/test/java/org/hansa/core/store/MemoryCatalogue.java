package org.hansa.core.store;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Catalogue;
import org.hansa.core.api.store.Filing;

/** The catalogue of the {@link MemoryStore}: by name and label, without search for words. */
final class MemoryCatalogue implements Catalogue {

  private final NavigableMap<Ref, Resource> filed =
      new TreeMap<>(
          Comparator.comparing(Ref::tenant).thenComparing(Ref::name).thenComparing(Ref::kind));

  /**
   * @throws Problem PRECONDITION if another revision stands than the filing was made from
   */
  void check(List<Filing> filings) {
    for (Filing filing : filings) {
      long stands = get(filing.ref()).map(Resource::revision).orElse(0L);
      if (stands != filing.former()) {
        throw new Problem(
            Problem.Reason.PRECONDITION,
            filing.ref() + " has revision " + stands + ", not " + filing.former(),
            "Read it and try again.");
      }
    }
  }

  /** As it stands. */
  Map<Ref, Resource> all() {
    return new LinkedHashMap<>(filed);
  }

  void replace(Map<Ref, Resource> by) {
    filed.clear();
    filed.putAll(by);
  }

  void write(List<Prepared.Filed> all) {
    all.forEach(
        f -> f.next().ifPresentOrElse(r -> filed.put(f.ref(), r), () -> filed.remove(f.ref())));
  }

  @Override
  public Optional<Resource> get(Ref ref) {
    return Optional.ofNullable(filed.get(ref));
  }

  @Override
  public Page list(Query query) {
    List<Resource> rest =
        filed.values().stream()
            .filter(r -> r.ref().kind().equals(query.kind()))
            .filter(r -> query.tenant().map(r.ref().tenant()::equals).orElse(true))
            .filter(r -> r.labels().entrySet().containsAll(query.labels().entrySet()))
            .filter(r -> cursor(r).compareTo(query.after()) > 0)
            .toList();
    return rest.size() <= query.limit()
        ? new Page(rest, Optional.empty())
        : new Page(
            rest.subList(0, query.limit()), Optional.of(cursor(rest.get(query.limit() - 1))));
  }

  private static String cursor(Resource resource) {
    return resource.ref().tenant() + "/" + resource.ref().name();
  }
}
