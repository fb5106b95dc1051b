package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Gate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the word at the cursor may be: for the script of completion, which asks at each Tab. */
@Command(name = "complete", hidden = true)
final class CompleteVerb extends Verb {

  private static final Duration SOON = Duration.ofSeconds(3);
  private static final int MOST = 500;

  @Parameters(arity = "0..*", paramLabel = "WORD", description = "The words up to the cursor's")
  private List<String> words = new ArrayList<>();

  CompleteVerb(Surroundings around) {
    super(around);
  }

  /** Whatever fails, nothing is offered and nothing said. */
  @Override
  void run(Terminal screen) throws InterruptedException {
    Typed typed = Typed.of(spec.root(), words);
    CompletableFuture<List<String>> found = CompletableFuture.supplyAsync(() -> candidates(typed));
    try {
      found.get(SOON.toMillis(), TimeUnit.MILLISECONDS).stream()
          .filter(candidate -> candidate.startsWith(typed.word()))
          .filter(candidate -> candidate.matches("[A-Za-z0-9._:@/-]+"))
          .forEach(screen::line);
    } catch (ExecutionException | TimeoutException nothing) {
      found.cancel(true);
    }
  }

  private List<String> candidates(Typed typed) {
    List<String> known = typed.known();
    if (!known.isEmpty()) {
      return known;
    }
    return switch (typed.label()) {
      case "CONTEXT" -> List.copyOf(Contexts.of(around()).read().contexts().keySet());
      case "KIND" -> asked(typed, this::kinds);
      case "NAME" -> names(typed, typed.first());
      case "INSTANCE" -> names(typed, Optional.of("Instance"));
      case "ENDPOINT" -> names(typed, Optional.of("Endpoint"));
      case "EXTENSION" -> names(typed, Optional.of("Extension"));
      case "SECRET" -> names(typed, Optional.of("Secret"));
      case "BACKUP" -> asked(typed, remote -> backups(remote));
      default -> List.of();
    };
  }

  private interface Asking {
    List<String> of(Remote remote);
  }

  private List<String> asked(Typed typed, Asking asking) {
    Supplier<Remote> remote =
        () ->
            new Remote(
                new Door(
                    new Choice(around()).access(typed.option("--context")), around().terminal()));
    try {
      return asking.of(remote.get());
    } catch (Problem nothing) {
      return List.of();
    }
  }

  private List<String> kinds(Remote remote) {
    List<String> all = new ArrayList<>();
    for (Gate.Descriptor kind : remote.kinds()) {
      all.add(kind.kind());
      all.add(kind.plural());
    }
    return all;
  }

  private List<String> names(Typed typed, Optional<String> kind) {
    return kind.map(
            word ->
                asked(
                    typed,
                    remote -> {
                      Optional<String> said = typed.option("-t").or(() -> typed.option("--tenant"));
                      JsonNode page =
                          remote.get(
                              "/" + remote.kind(word).plural(),
                              Map.of(
                                  "tenant", remote.tenant(said), "limit", Integer.toString(MOST)));
                      List<String> all = new ArrayList<>();
                      page.path("items").forEach(each -> all.add(each.path("name").asText()));
                      return all;
                    }))
        .orElse(List.of());
  }

  private static List<String> backups(Remote remote) {
    List<String> all = new ArrayList<>();
    remote.get("/backups").path("items").forEach(each -> all.add(each.path("name").asText()));
    return all;
  }
}
