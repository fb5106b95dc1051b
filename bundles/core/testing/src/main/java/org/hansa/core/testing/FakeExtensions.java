package org.hansa.core.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Problem;
import org.hansa.core.api.gate.Principal;

/** Takes each archive that says so, and notes who brought it. */
public final class FakeExtensions implements Extensions {

  /** What it was asked for, by whom and through which door. */
  public final List<String> asked = new ArrayList<>();

  @Override
  public Inspection inspect(Optional<String> name, InputStream archive) throws IOException {
    String text = new String(archive.readAllBytes(), StandardCharsets.UTF_8);
    return new Inspection(
        name.orElse("acme"),
        "com.acme",
        "1.1.0",
        "sha256:" + "a".repeat(64),
        Optional.of("CN=Acme"),
        Optional.of("1.0.0"),
        List.of("core 7.0.0"),
        text.equals("good") ? List.of() : List.of("it exports x"));
  }

  @Override
  public Inspection install(
      Principal principal,
      String door,
      String cause,
      Optional<String> name,
      InputStream archive,
      boolean force)
      throws IOException {
    Inspection seen = inspect(name, archive);
    if (!seen.troubles().isEmpty()) {
      throw new Problem(Problem.Reason.INVALID, "it is refused: it exports x", "Do not.");
    }
    asked.add("install " + seen.name() + " " + force + " " + principal.name() + " " + door);
    return seen;
  }

  @Override
  public String rollBack(Principal principal, String door, String cause, String name) {
    asked.add("rollback " + name + " " + principal.name() + " " + door);
    return "1.0.0";
  }
}
