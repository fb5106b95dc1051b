package org.hansa.itests.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.hansa.itests.archive.Figures;
import org.junit.jupiter.api.Test;

/**
 * How much dearer than the bounds of OR-tools what the solver finds is, and what Timefold finds in
 * the same time of the processors. See bounds/ for how the bounds are made.
 */
class PlaceBench {

  private static final List<Double> SECONDS =
      Stream.of(System.getProperty("hansa.bench.seconds", "10").split(","))
          .map(Double::valueOf)
          .toList();

  private static final String SETTING = System.getProperty("hansa.bench.setting", "diversified*");

  private static final String SMALL = "10x100";

  private static final List<String> RIVAL =
      PlaceSample.LINEAR.stream().filter(s -> s.endsWith("x1000") || s.endsWith("x10000")).toList();

  /** In which the solver is asked to be near, and much nearer. */
  private static final double LONG = 60;

  /** What both tests ask for is searched once. */
  private static final Map<String, PlaceRun> OURS = new HashMap<>();

  private final List<String> lines = new ArrayList<>();

  @Test
  void gaps() throws IOException {
    for (double seconds : SECONDS) {
      for (String size : PlaceSample.LINEAR) {
        gaps(size, List.of(), seconds);
      }
    }
    if (PlaceSample.LINEAR.contains(SMALL)) {
      gaps(SMALL, List.of("opening"), SECONDS.get(0));
      gaps(SMALL, List.of("links"), SECONDS.get(0));
      gaps(SMALL, List.of("opening", "links"), SECONDS.get(0));
    }
    if (PlaceSample.LINEAR.contains("100x1000")) {
      gaps("100x1000", List.of("opening"), SECONDS.get(0));
    }
    Report.print("The solver above a bound, median of " + PlaceSample.SEEDS, lines);
  }

  private void gaps(String size, List<String> features, double seconds) throws IOException {
    List<Double> gaps = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    for (int seed = 1; seed <= PlaceSample.SEEDS; seed++) {
      PlaceSample sample = PlaceSample.of(size, features, seed);
      PlaceRun run = ours(size, features, seed, seconds, sample);
      gaps.add(run.gap(sample));
      if (sample.known() > 0) {
        known.add(run.gap((double) sample.known()));
      }
      say(PlaceSample.name(size, features), seed, run, sample);
    }
    String name = PlaceSample.name(size, features) + ", " + seconds + " s: above the bound";
    String line = Report.spread(name, gaps, "%");
    boolean isAsked = features.isEmpty();
    Bound most = Bound.atMost(seconds < LONG ? 1.0 : 0.5);
    lines.add(isAsked ? most.beside(line, Figures.median(gaps)) : line);
    if (!known.isEmpty()) {
      lines.add(Report.spread("  above the best that CP-SAT knows", known, "%"));
    }
  }

  private static PlaceRun ours(
      String size, List<String> features, int seed, double seconds, PlaceSample sample) {
    return OURS.computeIfAbsent(
        PlaceSample.name(size, features) + ", " + seed + ", " + seconds,
        name -> PlaceRun.ours(sample, seed, seconds));
  }

  @Test
  void againstTimefold() throws IOException {
    for (String size : RIVAL) {
      duel(size, List.of());
    }
    if (PlaceSample.LINEAR.contains(SMALL)) {
      duel(SMALL, List.of("opening", "links"));
    }
    Report.print(
        "Above the bound: Hansa | Timefold, %s, %s s of processors each, median of %d"
            .formatted(SETTING, SECONDS.get(0), PlaceSample.SEEDS),
        lines);
  }

  private void duel(String size, List<String> features) throws IOException {
    String name = PlaceSample.name(size, features);
    Figures gaps = new Figures(name, "%");
    Figures moves = new Figures("  moves a second of the processors, in thousands", "1/ms");
    for (int seed = 1; seed <= PlaceSample.SEEDS; seed++) {
      PlaceSample sample = PlaceSample.of(size, features, seed);
      PlaceRun theirs = PlaceRun.timefold(sample, SETTING, seed, SECONDS.get(0));
      PlaceRun own = ours(size, features, seed, SECONDS.get(0), sample);
      double lower = Math.max((double) sample.lower(), own.bound());
      gaps.ours(own.gap(lower));
      gaps.peers(theirs.gap(lower));
      moves.ours(own.moves() / own.seconds() / 1e3);
      moves.peers(theirs.moves() / theirs.seconds() / 1e3);
      say(name, seed, own, sample);
      Report.say("  Timefold %.4f %% above it, %.1f s", theirs.gap(lower), theirs.seconds());
    }
    lines.add(features.isEmpty() ? gaps.line(Bound.atMost(0.2)) : gaps.line());
    lines.add(moves.line());
  }

  private static void say(String name, int seed, PlaceRun run, PlaceSample sample) {
    String known =
        sample.known() == 0
            ? ""
            : String.format(
                Locale.ROOT, ", the best known %.4f %%", run.gap((double) sample.known()));
    Report.say(
        "%s.%d: %.4f %% above the bound%s, which is the solver's by %+.4f %%; %d unplaced, %.1f s,"
            + " %.1f million moves",
        name,
        seed,
        run.gap(sample),
        known,
        sample.lower() == 0 ? 0 : 100 * (run.bound() / sample.lower() - 1),
        run.unplaced(),
        run.seconds(),
        run.moves() / 1e6);
  }
}
