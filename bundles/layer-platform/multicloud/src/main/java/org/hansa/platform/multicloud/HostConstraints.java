package org.hansa.platform.multicloud;

import static org.hansa.platform.multicloud.Constraint.Level.HOST;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Condition;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Ports;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * What is asked of a single host, and of the whole in cost. A host that does not answer for a while
 * takes nothing new and loses nothing: an absence is no reason to move.
 */
final class HostConstraints {

  private static final Map<String, String> RUNS =
      Map.of("process", "processes", Component.CONTAINER, "containers");

  private HostConstraints() {}

  static List<Constraint> all() {
    List<Constraint> all = new ArrayList<>();
    all.add(new Constraint("answers", HOST, false, HostConstraints::answers));
    all.add(new Constraint("endpoint", HOST, false, HostConstraints::open));
    all.add(new Constraint("host", HOST, true, HostConstraints::host));
    all.add(new Constraint("real", HOST, true, HostConstraints::real));
    all.add(new Constraint("runtime", HOST, true, HostConstraints::runtime));
    for (String unit : List.of(Need.CPU, Need.MEMORY, Need.STORAGE)) {
      all.add(new Constraint(unit, HOST, true, t -> amount(t, unit)));
    }
    all.add(new Constraint(Need.ACCELERATOR, HOST, true, HostConstraints::accelerator));
    all.add(new Constraint(Need.PORTS, HOST, true, HostConstraints::ports));
    all.add(new Constraint(Need.PORT, HOST, true, HostConstraints::port));
    all.add(new Constraint("price", HOST, true, HostConstraints::price));
    all.add(new Constraint("carbon", HOST, true, HostConstraints::carbon));
    all.add(new Constraint("availability", HOST, true, HostConstraints::availability));
    return List.copyOf(all);
  }

  private static Optional<Refusal> answers(Trial t) {
    return t.offer().host().is(Condition.READY)
        ? Optional.empty()
        : Optional.of(
            new Refusal("no answer", "a host that answers", "See why " + name(t) + " is away."));
  }

  private static Optional<Refusal> open(Trial t) {
    return t.offer().open()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "closed",
                "an endpoint that runs workloads",
                "Install its driver, or see the endpoint's conditions."));
  }

  private static Optional<Refusal> host(Trial t) {
    String found = t.offer().ref().name();
    List<String> wanted = t.need().requires().hosts();
    return wanted.isEmpty() || wanted.contains(found)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                found, String.join(" or ", wanted), "Add " + found + " to the hosts asked for."));
  }

  private static Optional<Refusal> real(Trial t) {
    boolean simulated = "true".equals(t.offer().status().facts().get("simulated"));
    return !simulated || t.need().requires().simulated().orElse(false)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "simulated",
                "a real machine",
                "Say 'simulated: true' in what it requires, to try it where nothing is real."));
  }

  private static Optional<Refusal> runtime(Trial t) {
    List<String> found = t.offer().status().runtimes();
    String wanted = t.need().component().runtime();
    return found.contains(wanted)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                found.isEmpty() ? "none" : String.join(", ", found),
                wanted,
                "Add a host that runs " + RUNS.getOrDefault(wanted, wanted) + "."));
  }

  /** What it holds it keeps, though the host should have less by now: to move is decided apart. */
  private static Optional<Refusal> amount(Trial t, String unit) {
    BigDecimal wanted = t.need().amount(unit);
    BigDecimal free = t.room().free(unit).max(BigDecimal.ZERO);
    if (wanted.compareTo(free) <= 0 || t.need().holds(t.offer().ref())) {
      return Optional.empty();
    }
    // A guest frees nothing there: where its contract gives even less, it is told of that.
    return t.room()
        .share()
        .flatMap(share -> Shares.beyond(t.need(), share, unit, free))
        .or(
            () ->
                Optional.of(
                    new Refusal(
                        Amount.of(unit, free) + " free",
                        Amount.of(unit, wanted),
                        "Free "
                            + Amount.of(unit, wanted.subtract(free))
                            + " on "
                            + name(t)
                            + ", or ask for less.",
                        wanted.subtract(free))));
  }

  private static Optional<Refusal> accelerator(Trial t) {
    for (String model : new TreeSet<>(t.need().requires().accelerators().keySet())) {
      Optional<Refusal> refusal = amount(t, model);
      if (refusal.isPresent()) {
        return refusal.map(
            r -> new Refusal(r.found(), r.wanted() + " of " + model, r.cure(), r.gap()));
      }
    }
    return Optional.empty();
  }

  /** Ports that it has there already are its own. */
  private static Optional<Refusal> ports(Trial t) {
    Map<String, Integer> kept = t.need().kept(t.offer().ref());
    Set<String> asked = t.need().numbers().keySet();
    long wanted =
        t.need().ports().stream().filter(p -> !kept.containsKey(p) && !asked.contains(p)).count();
    return wanted <= t.room().portsLeft()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                t.room().portsLeft() + " free",
                String.valueOf(wanted),
                "Widen the range of ports of " + name(t) + ".",
                BigDecimal.valueOf(wanted - t.room().portsLeft())));
  }

  /** Numbers that are asked for must be there to be given, and free; its own are, by any name. */
  private static Optional<Refusal> port(Trial t) {
    Map<String, Integer> held = t.need().held(t.offer().ref());
    Ports ports = t.room().ports();
    Set<Integer> given = new HashSet<>();
    for (Map.Entry<String, Integer> asked : t.need().numbers().entrySet()) {
      int number = asked.getValue();
      boolean own = held.containsValue(number);
      if (!given.add(number)) {
        return Optional.of(
            new Refusal("one port " + number, "two of them", "Give each port its own number."));
      }
      if (!own && !ports.has(number)) {
        return Optional.of(
            new Refusal(
                ports.says(), "port " + number, "Ask for one of these, or for any number."));
      }
      if (!own && ports.isTaken(number)) {
        return Optional.of(
            new Refusal(
                "port " + number + " is taken",
                "port " + number,
                "Ask for another number, or for any."));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> price(Trial t) {
    Optional<BigDecimal> most = t.demand().maxPrice();
    if (most.isEmpty()) {
      return Optional.empty();
    }
    String limit = "at most " + Amount.plain(most.get()) + " an hour in all";
    if (t.price().money().isEmpty()) {
      boolean sent = Price.of(t.need(), t.offer().place()).money().isPresent();
      String cure =
          sent
              ? "What is sent to others or by them has no price, or one in another currency: say in"
                  + " the Sites what they ask for it, or choose sites of one currency."
              : "Say in the Site what it asks.";
      return Optional.of(new Refusal("unknown", limit, cure));
    }
    Optional<String> paid = t.bill().currency();
    if (paid.isPresent() && !paid.equals(t.price().currency())) {
      return Optional.of(
          new Refusal(
              t.price().currency().orElse(""),
              limit + ", in " + paid.get() + " as the rest",
              "Choose sites of one currency, or take the bound away."));
    }
    BigDecimal all = t.bill().moneyWith(t.price());
    return all.compareTo(most.get()) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Amount.plain(all) + " " + t.price().currency().orElse("") + " with this",
                limit,
                "Allow " + Amount.plain(all) + " an hour, or ask for less.",
                all.subtract(most.get())));
  }

  private static Optional<Refusal> carbon(Trial t) {
    Optional<BigDecimal> most = t.demand().maxGrams();
    if (most.isEmpty()) {
      return Optional.empty();
    }
    String limit = "at most " + Amount.plain(most.get()) + " gCO2e an hour in all";
    if (t.price().grams().isEmpty()) {
      return Optional.of(new Refusal("unknown", limit, "Say in the Site what its energy is."));
    }
    BigDecimal all = t.bill().gramsWith(t.price());
    return all.compareTo(most.get()) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Amount.plain(all) + " gCO2e with this",
                limit,
                "Allow " + Amount.plain(all) + " gCO2e an hour, or ask for less.",
                all.subtract(most.get())));
  }

  /** Judged once all replicas of a component have a place: until then another may mend it. */
  private static Optional<Refusal> availability(Trial t) {
    Optional<BigDecimal> least = t.demand().minAvailability();
    if (least.isEmpty()) {
      return Optional.empty();
    }
    String limit = "up " + Amount.percent(least.get()) + " of the time";
    if (t.offer().place().availability().isEmpty()) {
      return Optional.of(new Refusal("unknown", limit, "Say in the Site how much it is up."));
    }
    BigDecimal all = t.availableAtMost().orElse(BigDecimal.ONE);
    return all.compareTo(least.get()) >= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Amount.percent(all) + " with this",
                limit,
                "Ask for "
                    + Amount.percent(all)
                    + ", for another replica, or add a site that is up more.",
                least.get().subtract(all)));
  }

  private static String name(Trial t) {
    return "host " + t.offer().ref().name();
  }
}
