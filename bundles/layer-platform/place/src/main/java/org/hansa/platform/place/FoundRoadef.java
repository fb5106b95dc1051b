package org.hansa.platform.place;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.hansa.platform.place.reassign.Roadef;
import org.hansa.platform.place.search.Several;

/** What was found for an instance of the challenge. */
record FoundRoadef(Roadef best, long initial, long moves, int threads) implements Found {

  static FoundRoadef of(Path model, Path assignment, long seed, Main.Spend spend, int threads)
      throws IOException {
    Roadef read = Roadef.read(model, assignment);
    long initial = read.objective();
    List<Roadef> searches = read.copies(threads);
    List<Long> moves = Several.run(threads, i -> searches.get(i).improve(spend.get(), seed, i));
    Roadef best = searches.stream().min(Comparator.comparing(Roadef::objective)).orElseThrow();
    return new FoundRoadef(best, initial, moves.stream().mapToLong(Long::longValue).sum(), threads);
  }

  @Override
  public boolean isWhole() {
    return best.broken().isEmpty();
  }

  @Override
  public String json() throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("objective", best.objective());
      json.writeNumberField("initial", initial);
      json.writeNumberField("bound", best.bound());
      json.writeNumberField("machines", best.machines());
      json.writeNumberField("processes", best.processes());
      json.writeNumberField("moved", best.moved());
      json.writeNumberField("moves", moves);
      json.writeNumberField("threads", threads);
      json.writeBooleanField("valid", isWhole());
      json.writeEndObject();
    }
    return text.toString();
  }

  @Override
  public String text() {
    return """
        objective  %d, was %d; none is below %d
        moved      %d of %d processes, on %d machines
        tried      %d moves, %d searches at once
        valid      %s"""
        .formatted(
            best.objective(),
            initial,
            best.bound(),
            best.moved(),
            best.processes(),
            best.machines(),
            moves,
            threads,
            best.broken().orElse("yes"));
  }

  @Override
  public void write(Path file) throws IOException {
    best.write(file);
  }
}
