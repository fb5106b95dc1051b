package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.hansa.core.api.Claims;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Keys;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;

/** Whatever is put and removed, a snapshot says what a plain map of all resources says. */
class PersistentSnapshotTest {

  private static final List<String> KINDS = List.of("Site", "Host", Reservation.KIND);
  private static final List<String> TENANTS = List.of("a", "b", "b.c");
  private static final List<String> APPLICATIONS = List.of("shop", "blog");
  private static final List<Ref> POOLS =
      List.of(new Ref("Host", "a", "one"), new Ref("Host", "a", "two"));

  /** One fork: some resources stand, some are gone. */
  record Fork(List<Resource> puts, List<Ref> removes) {}

  @Provide
  Arbitrary<List<Fork>> forks() {
    return Combinators.combine(resources().list().ofMaxSize(4), refs().list().ofMaxSize(2))
        .as(Fork::new)
        .list()
        .ofMaxSize(30);
  }

  private static Arbitrary<Ref> refs() {
    return Combinators.combine(
            Arbitraries.of(KINDS), Arbitraries.of(TENANTS), Arbitraries.of("x", "y", "z", "x.y"))
        .as(Ref::new);
  }

  private static Arbitrary<Resource> resources() {
    Arbitrary<Optional<Resource.Owner>> owners =
        refs().map(ref -> new Resource.Owner(ref, "uid-" + ref)).optional(0.6);
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(
            Arbitraries.of(Resource.APPLICATION, "stage"), Arbitraries.of(APPLICATIONS));
    return Combinators.combine(refs(), owners, reservations(), labels)
        .as(
            (ref, owner, reservation, label) ->
                Resource.fresh(
                    new Draft(
                        ref,
                        label,
                        owner.map(Resource.Owner::ref),
                        Set.of(),
                        ref.kind().equals(Reservation.KIND) ? reservation : Samples.doc(1)),
                    "uid-" + ref,
                    Samples.NOON,
                    owner));
  }

  private static Arbitrary<Doc> reservations() {
    Arbitrary<BigDecimal> amounts =
        Arbitraries.of("0", "0.5", "0.50", "1", "1.25", "100", "1E+3").map(BigDecimal::new);
    Arbitrary<Map<String, BigDecimal>> sums =
        Arbitraries.maps(Arbitraries.of("cpu", "memory"), amounts);
    Arbitrary<List<String>> keys = Arbitraries.of("tcp/1", "tcp/2", "gpu/0").list().ofMaxSize(3);
    return Combinators.combine(Arbitraries.of(POOLS), sums, keys)
        .as((pool, sum, key) -> Doc.of(spec(pool.toString(), sum, key)));
  }

  private static Reservation.Spec spec(
      String pool, Map<String, BigDecimal> amounts, List<String> keys) {
    return new Reservation.Spec(pool, amounts, keys, Optional.empty());
  }

  @Property(tries = 500)
  void aSnapshotSaysWhatAPlainMapSays(@ForAll("forks") List<Fork> forks) {
    PersistentSnapshot snapshot = PersistentSnapshot.empty(Samples.NOON);
    NavigableMap<Ref, Resource> model = new TreeMap<>();
    List<PersistentSnapshot> formers = new ArrayList<>();
    List<NavigableMap<Ref, Resource>> models = new ArrayList<>();
    for (Fork fork : forks) {
      formers.add(snapshot);
      models.add(new TreeMap<>(model));
      snapshot = snapshot.with(fork.puts(), fork.removes());
      fork.puts().forEach(put -> model.put(put.ref(), put));
      fork.removes().forEach(model::remove);
    }
    same(snapshot, model);
    for (int i = 0; i < formers.size(); i++) {
      same(formers.get(i), models.get(i));
    }
  }

  private static void same(PersistentSnapshot snapshot, NavigableMap<Ref, Resource> model) {
    assertThat(snapshot.kinds())
        .isEqualTo(model.keySet().stream().map(Ref::kind).distinct().toList());
    for (String kind : KINDS) {
      assertThat(snapshot.list(kind)).containsExactlyElementsOf(all(model, kind).toList());
      assertThat(snapshot.count(kind)).isEqualTo(all(model, kind).count());
      assertThat(snapshot.bytes(kind)).isEqualTo(all(model, kind).mapToLong(Footprint::of).sum());
      for (String tenant : TENANTS) {
        assertThat(snapshot.list(kind, tenant))
            .containsExactlyElementsOf(
                all(model, kind).filter(r -> r.ref().tenant().equals(tenant)).toList());
        for (String application : APPLICATIONS) {
          assertThat(snapshot.labelled(kind, tenant, application))
              .isEqualTo(
                  all(model, kind)
                      .filter(r -> r.ref().tenant().equals(tenant))
                      .filter(r -> application.equals(r.labels().get("application")))
                      .toList());
        }
      }
    }
    for (Resource owner : model.values()) {
      assertThat(snapshot.get(owner.ref())).contains(owner);
      assertThat(snapshot.owned(owner))
          .isEqualTo(
              model.values().stream()
                  .filter(r -> r.owner().map(Resource.Owner::uid).equals(Optional.of(owner.uid())))
                  .toList());
    }
    POOLS.forEach(pool -> assertThat(snapshot.claims(pool)).isEqualTo(claims(model, pool)));
  }

  private static Stream<Resource> all(NavigableMap<Ref, Resource> model, String kind) {
    return model.values().stream().filter(r -> r.ref().kind().equals(kind));
  }

  private static Claims claims(NavigableMap<Ref, Resource> model, Ref pool) {
    Map<String, BigDecimal> amounts = new HashMap<>();
    Set<String> keys = new HashSet<>();
    all(model, Reservation.KIND)
        .map(r -> r.spec().as(Reservation.Spec.class))
        .filter(spec -> spec.pool().equals(pool.toString()))
        .forEach(
            spec -> {
              spec.amounts().forEach((unit, n) -> amounts.merge(unit, n, BigDecimal::add));
              keys.addAll(spec.keys());
            });
    amounts.values().removeIf(sum -> sum.signum() == 0);
    amounts.replaceAll((unit, sum) -> new BigDecimal(plain(sum)));
    return new Claims(amounts, Keys.of(keys));
  }

  private static String plain(BigDecimal sum) {
    return sum.stripTrailingZeros().toPlainString();
  }

  @Example
  void anotherTimeIsAllThatChangesIt() {
    Snapshot snapshot =
        PersistentSnapshot.empty(Samples.NOON)
            .with(List.of(Samples.resource(Samples.ref("a"), 1)), List.of());
    Snapshot later = snapshot.at(Samples.NOON.plusSeconds(1));
    assertThat(later.now()).isEqualTo(Samples.NOON.plusSeconds(1));
    assertThat(later.get(Samples.ref("a"))).isEqualTo(snapshot.get(Samples.ref("a")));
    assertThat(snapshot.now()).isEqualTo(Samples.NOON);
  }

  @Example
  void aReservationThatCannotBeSummedIsRefused() {
    Snapshot empty = PersistentSnapshot.empty(Samples.NOON);
    Ref ref = new Ref(Reservation.KIND, "a", "bad");
    for (Doc bad :
        List.of(
            Doc.EMPTY,
            Doc.parse("{\"pool\":\"nonsense\"}"),
            Doc.parse("{\"pool\":\"Host/a/one\",\"amounts\":{\"cpu\":\"many\"}}"),
            Doc.of(spec("Host/a/one", Map.of("cpu", new BigDecimal("1E+99")), List.of())))) {
      Resource reservation =
          Resource.fresh(Draft.of(ref, bad), "uid", Samples.NOON, Optional.empty());
      assertThatThrownBy(() -> empty.with(List.of(reservation), List.of()))
          .isInstanceOfSatisfying(
              Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID));
    }
  }
}
