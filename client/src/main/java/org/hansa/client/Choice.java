package org.hansa.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.hansa.core.api.Problem;

/** Which installation is meant: by the line, by what programs set, or the one last chosen. */
final class Choice {

  private static final int LONGEST_PEM = 1 << 20;

  private final Surroundings around;

  Choice(Surroundings around) {
    this.around = around;
  }

  /**
   * @param context as the line says it
   */
  Access access(Optional<String> context) {
    Optional<String> url = around.variable("HANSA_URL");
    Optional<String> token = around.variable("HANSA_TOKEN");
    if (context.isEmpty() && (url.isPresent() || token.isPresent())) {
      return Access.bearer(
          Address.parse(url.orElseThrow(() -> alone("HANSA_TOKEN", "HANSA_URL")), isInsecure()),
          token.orElseThrow(() -> alone("HANSA_URL", "HANSA_TOKEN")),
          around.variable("HANSA_CA").map(Choice::authority),
          Optional.empty());
    }
    Contexts.Kept kept = Contexts.of(around).read();
    String name =
        context
            .or(() -> around.variable("HANSA_CONTEXT"))
            .or(kept::current)
            .orElseThrow(
                () ->
                    new Problem(
                        Problem.Reason.UNAUTHENTICATED,
                        "you are not logged in",
                        "Log in with: hansa login URL, or choose one of hansa context list."));
    return Contexts.named(kept, name).access(name);
  }

  private boolean isInsecure() {
    return around.variable("HANSA_INSECURE_HTTP").filter("true"::equals).isPresent();
  }

  private static Problem alone(String given, String missing) {
    return new Problem(
        Problem.Reason.INVALID, given + " is set, and " + missing + " is not", "Set both.");
  }

  /** The text of a file of certificates. */
  static String authority(String file) {
    try {
      Path path = Path.of(file);
      if (!Files.isRegularFile(path) || Files.size(path) > LONGEST_PEM) {
        throw Problem.invalid("--ca", file, "a file of certificates", "Name one in PEM.");
      }
      String pem = Files.readString(path);
      Trust.context(pem);
      return pem;
    } catch (IOException e) {
      throw Problem.invalid("--ca", file, "a file that can be read", "Name one in PEM.");
    }
  }
}
