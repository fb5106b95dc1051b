package org.hansa.platform.place;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.platform.place.search.Several;
import org.hansa.platform.place.sites.Instance;
import org.hansa.platform.place.sites.Judge;
import org.hansa.platform.place.sites.Placement;
import org.hansa.platform.place.sites.Reader;
import org.hansa.platform.place.sites.Search;

/**
 * What was found for an instance of sites and workloads.
 *
 * @param bound below which no placement of all can be, in billionths
 */
record FoundSites(Placement best, double bound, long moves, int threads) implements Found {

  private static final int NINE = 9;

  private record One(Placement placement, double bound, long moves) {}

  static FoundSites of(Path file, long seed, Main.Spend spend, int threads) throws IOException {
    Instance instance = Reader.read(file);
    List<One> found =
        Several.run(
            threads,
            i -> {
              Placement placement = new Placement(instance);
              Search search = new Search(placement, seed + i, spend.get());
              long moves = search.improve();
              return new One(placement, search.bound(), moves);
            });
    One best = found.stream().min(Comparator.comparing(o -> o.placement.objective())).orElseThrow();
    double bound = found.stream().mapToDouble(One::bound).max().orElseThrow();
    long moves = found.stream().mapToLong(One::moves).sum();
    return new FoundSites(best.placement, bound, moves, threads);
  }

  /** What no placement is below; where not all has a place, there may be none to compare with. */
  private Optional<String> floor() {
    return best.unplaced() > 0 || bound == Double.NEGATIVE_INFINITY
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf((long) Math.floor(bound), NINE).toPlainString());
  }

  private Optional<String> broken() {
    return new Judge(best.instance()).broken(best.all(), best.cost());
  }

  @Override
  public boolean isWhole() {
    return best.unplaced() == 0 && broken().isEmpty();
  }

  @Override
  public String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeFieldName("objective");
      json.writeNumber(BigDecimal.valueOf(best.cost(), NINE).toPlainString());
      if (floor().isPresent()) {
        json.writeFieldName("bound");
        json.writeNumber(floor().get());
      }
      json.writeNumberField("sites", best.instance().sites().count());
      json.writeNumberField("workloads", best.instance().workloads().count());
      json.writeNumberField("unplaced", best.unplaced());
      json.writeNumberField("moves", moves);
      json.writeNumberField("threads", threads);
      json.writeBooleanField("valid", broken().isEmpty());
      json.writeEndObject();
    }
    return text.toString();
  }

  @Override
  public String text() {
    return """
        cost       %s an hour%s
        placed     %d of %d workloads on %d sites
        tried      %d moves, %d searches at once
        valid      %s"""
        .formatted(
            BigDecimal.valueOf(best.cost(), NINE).toPlainString(),
            floor().map(f -> "; none is below " + f + ", without links").orElse(""),
            best.instance().workloads().count() - best.unplaced(),
            best.instance().workloads().count(),
            best.instance().sites().count(),
            moves,
            threads,
            broken().orElse("yes"));
  }

  /** A line for each workload: its name, and that of its site or {@code -}. */
  @Override
  public void write(Path file) throws IOException {
    Instance instance = best.instance();
    String lines =
        IntStream.range(0, instance.workloads().count())
            .mapToObj(
                w -> {
                  int site = best.at(w);
                  String where =
                      site == Placement.NOWHERE ? "-" : instance.sites().names().get(site);
                  return instance.workloads().names().get(w) + " " + where + "\n";
                })
            .collect(Collectors.joining());
    Files.writeString(file, lines, StandardCharsets.UTF_8);
  }
}
