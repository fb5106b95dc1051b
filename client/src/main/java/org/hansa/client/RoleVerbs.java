package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Role;
import org.hansa.core.console.Rights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Roles of one's own. */
@Command(
    name = "role",
    description = "Roles of one's own, beside the built-in ones.",
    subcommands = {RoleVerbs.Create.class})
final class RoleVerbs extends Group {

  /** Makes one. */
  @Command(
      name = "create",
      description = "Make a role, for accounts of its tenant and those below.",
      footer = {
        "A right is VERBS:KINDS, and with @SITES counts only for what stands at these.",
        "Verbs: read, write, delete, apply, hold, ask. You must hold what it allows.",
        "",
        "  hansa role create --may read:Endpoint,Site --may write:Endpoint@paris,lyon site-keeper",
        "  hansa account create --role site-keeper ada"
      })
  static final class Create extends Tenanted {

    @Parameters(index = "0", paramLabel = "NAME", description = "The name")
    private String name;

    @Option(
        names = "--may",
        required = true,
        paramLabel = "VERBS:KINDS[@SITES]",
        description = "What they may do; may be said more than once")
    private List<String> rights = new ArrayList<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "Whom it is for")
    private String about;

    Create(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Role.Spec spec = Rights.role(Optional.ofNullable(about), rights);
      Ref ref = new Ref(Role.KIND, remote().tenant(tenant()), name);
      JsonNode made =
          remote()
              .door()
              .send(
                  Ask.of(
                          "PUT",
                          "/roles/" + ref.tenant() + "/" + name,
                          Json.tree(Map.of("spec", spec)))
                      .with("If-None-Match", "*"))
              .json();
      if (json) {
        screen.json(made);
      } else {
        screen.line(ref + " is there. Give it: hansa account create --role " + name + " NAME");
      }
    }
  }
}
