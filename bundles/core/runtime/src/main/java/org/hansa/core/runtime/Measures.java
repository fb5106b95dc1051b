package org.hansa.core.runtime;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Histogram;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.runtime.delivery.Delivery;
import org.hansa.core.runtime.delivery.FollowerFigures;
import org.hansa.core.runtime.delivery.QueueFigures;
import org.hansa.core.runtime.delivery.Queues;

/** How long steps and driver calls take, and what waits. Recording takes no lock. */
final class Measures implements Measured {

  private record Made(String facet, String verb, String outcome) {}

  private final LongSupplier nanos;
  private final Map<String, Histogram> steps = new ConcurrentHashMap<>();
  private final Map<Made, Histogram> calls = new ConcurrentHashMap<>();
  private volatile Queues queues = List::of;
  private volatile Supplier<List<FollowerFigures>> followers = List::of;
  private volatile Optional<Partitions> partitions = Optional.empty();
  private volatile Optional<Running> running = Optional.empty();
  private volatile Supplier<List<Family>> places = List::of;

  /**
   * @param nanos as {@link System#nanoTime}
   */
  Measures(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What is asked besides. */
  void also(Delivery delivery, Partitions held, Running calls, Tickets tickets) {
    queues = delivery;
    followers = delivery::followers;
    partitions = Optional.of(held);
    running = Optional.of(calls);
    places = tickets::families;
  }

  long now() {
    return nanos.getAsLong();
  }

  void step(String controller, long began) {
    steps.computeIfAbsent(controller, c -> new Histogram()).record(now() - began);
  }

  void call(Call call, Answer answer, long began) {
    String outcome =
        answer instanceof Answer.Failed failed
            ? failed.reason().name()
            : answer instanceof Answer.Seen ? "ANSWERED" : "LOST";
    Made made = new Made(call.facet(), call.verb().name(), outcome);
    calls.computeIfAbsent(made, m -> new Histogram()).record(now() - began);
  }

  @Override
  public List<Family> families() {
    List<Family> all = new ArrayList<>(own());
    all.addAll(places.get());
    return all;
  }

  private List<Family> own() {
    List<Sample> stepped = new ArrayList<>();
    steps.forEach((c, took) -> stepped.addAll(took.samples(Map.of("controller", c))));
    List<Sample> called = new ArrayList<>();
    calls.forEach(
        (made, took) ->
            called.addAll(
                took.samples(
                    Map.of(
                        "facet", made.facet(), "verb", made.verb(), "outcome", made.outcome()))));
    List<QueueFigures> lines = queues.figures();
    List<FollowerFigures> following = followers.get();
    int held = partitions.map(Partitions::count).orElse(0);
    Runtime jvm = Runtime.getRuntime();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return List.of(
        new Family(
            "hansa_step_seconds",
            Family.Type.HISTOGRAM,
            "How long a controller's step takes, its commit included.",
            stepped),
        new Family(
            "hansa_call_seconds",
            Family.Type.HISTOGRAM,
            "How long a call of a driver takes, by what came of it.",
            called),
        drivers("hansa_calls_running", "Calls of a driver under way.", Running::running),
        drivers(
            "hansa_calls_lost",
            "Calls of a driver that have outlived their deadlines and not come back.",
            Running::lost),
        gauges("hansa_queue_ready", "Resources that wait for a step.", lines, QueueFigures::depth),
        gauges(
            "hansa_queue_oldest_seconds",
            "How long the oldest of hansa_queue_ready has waited.",
            lines,
            q -> q.oldest().toNanos() / 1e9),
        gauges("hansa_queue_running", "Steps under way.", lines, QueueFigures::running),
        gauges(
            "hansa_queue_delayed",
            "Resources to be stepped at a later time, failed ones among them.",
            lines,
            QueueFigures::delayed),
        gauges(
            "hansa_queue_failing",
            "Resources whose last step failed.",
            lines,
            QueueFigures::failing),
        gauges(
            "hansa_queue_parked",
            "Resources whose controller is absent.",
            lines,
            QueueFigures::parked),
        counters(
            "hansa_steps", "Steps made since the route started.", lines, q -> (double) q.steps()),
        counters(
            "hansa_step_failures",
            "Steps that failed since the route started.",
            lines,
            q -> (double) q.failures()),
        following(
            "hansa_follower_behind",
            Family.Type.GAUGE,
            "Revisions, or numbers of its stream, that a follower has not been given.",
            following,
            FollowerFigures::behind),
        following(
            "hansa_follower_delivered",
            Family.Type.COUNTER,
            "What a follower's route was given and took.",
            following,
            FollowerFigures::delivered),
        following(
            "hansa_follower_failures",
            Family.Type.COUNTER,
            "What a follower's route was given and failed at.",
            following,
            FollowerFigures::failures),
        following(
            "hansa_follower_stalled",
            Family.Type.GAUGE,
            "1 if a follower waits for a person, else 0.",
            following,
            f -> f.stalled() ? 1 : 0),
        gauge("hansa_partitions", "Partitions that this node acts on.", held),
        gauge("hansa_heap_bytes", "Heap in use.", (double) jvm.totalMemory() - jvm.freeMemory()),
        gauge("hansa_heap_max_bytes", "The largest heap there may be.", (double) jvm.maxMemory()),
        gauge("hansa_threads", "Threads of the process.", threads));
  }

  private Family drivers(String name, String help, Function<Running, Map<String, Integer>> value) {
    Map<String, Integer> counts = running.map(value).orElse(Map.of());
    return new Family(
        name,
        Family.Type.GAUGE,
        help,
        counts.entrySet().stream()
            .map(e -> Sample.gauge(Map.of("driver", e.getKey()), e.getValue()))
            .toList());
  }

  private static Family following(
      String name,
      Family.Type type,
      String help,
      List<FollowerFigures> all,
      ToDoubleFunction<FollowerFigures> value) {
    return new Family(
        name,
        type,
        help,
        all.stream()
            .map(
                f -> {
                  Map<String, String> labels = Map.of("follower", f.name());
                  double now = value.applyAsDouble(f);
                  return type == Family.Type.GAUGE
                      ? Sample.gauge(labels, now)
                      : Sample.counter(labels, now);
                })
            .toList());
  }

  private static Family gauge(String name, String help, double value) {
    return new Family(name, Family.Type.GAUGE, help, List.of(Sample.gauge(Map.of(), value)));
  }

  private static Family gauges(
      String name, String help, List<QueueFigures> lines, ToDoubleFunction<QueueFigures> value) {
    return new Family(
        name,
        Family.Type.GAUGE,
        help,
        lines.stream().map(q -> Sample.gauge(line(q), value.applyAsDouble(q))).toList());
  }

  private static Map<String, String> line(QueueFigures queue) {
    return Map.of("controller", queue.controller(), "route", queue.route());
  }

  private static Family counters(
      String name, String help, List<QueueFigures> lines, ToDoubleFunction<QueueFigures> value) {
    return new Family(
        name,
        Family.Type.COUNTER,
        help,
        lines.stream().map(q -> Sample.counter(line(q), value.applyAsDouble(q))).toList());
  }
}
