package org.hansa.platform.place.reassign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.platform.place.search.Annealing;
import org.hansa.platform.place.search.Budget;
import org.hansa.platform.place.search.Dice;

/** Solves an instance of the challenge. */
public final class Roadef {

  /** More than there are searches at once, so that no two have the same dice. */
  private static final long MANY = 64;

  private static final double COLD = 1e-5;

  /** How warm it is best to begin differs by instance: searches at once begin differently. */
  private static final double[] WARM = {2, 10, 0.5, 50};

  private final Instance instance;
  private final Reassignment solution;

  private Roadef(Instance instance) {
    this.instance = instance;
    this.solution = new Reassignment(instance);
  }

  /**
   * @param assignment from which processes are moved
   * @throws org.hansa.platform.place.Misread if anything in the files is wrong
   * @throws IOException if they cannot be read
   */
  public static Roadef read(Path model, Path assignment) throws IOException {
    return new Roadef(Reader.read(model, assignment));
  }

  /** What no solution can be below; it may be far below all. */
  public long bound() {
    return new Check(instance).bound();
  }

  public long objective() {
    return solution.objective();
  }

  public int processes() {
    return instance.processes();
  }

  public int machines() {
    return instance.machines();
  }

  /** This one, and others of the same instance, which are at its beginning. */
  public List<Roadef> copies(int many) {
    return Stream.concat(
            Stream.of(this), Stream.generate(() -> new Roadef(instance)).limit(many - 1L))
        .toList();
  }

  /**
   * Leaves the best that was found.
   *
   * @param number of the search, from 0
   * @return how many moves were tried
   */
  public long improve(Budget budget, long seed, int number) {
    Annealing annealing = new Annealing(WARM[number % WARM.length], COLD);
    return annealing.run(solution, budget, new Dice(seed * MANY + number));
  }

  /** How many processes are elsewhere than at the beginning. */
  public long moved() {
    int[] found = solution.assignment();
    int moved = 0;
    for (int p = 0; p < found.length; p++) {
      moved += found[p] == instance.initial()[p] ? 0 : 1;
    }
    return moved;
  }

  /**
   * The constraint that the solution breaks, judged from scratch; empty, unless the search is
   * wrong.
   */
  public Optional<String> broken() {
    return new Check(instance).broken(solution.assignment());
  }

  /** Writes the solution as the challenge has it: the machines of all processes in one row. */
  public void write(Path file) throws IOException {
    String row =
        Arrays.stream(solution.assignment())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(" ", "", "\n"));
    Files.writeString(file, row, StandardCharsets.US_ASCII);
  }
}
