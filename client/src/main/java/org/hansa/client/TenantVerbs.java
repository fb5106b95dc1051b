package org.hansa.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.core.console.Tenancy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tenants. */
@Command(
    name = "tenant",
    description = "Tenants: whose resources are kept apart.",
    subcommands = {TenantVerbs.Create.class, TenantVerbs.Usage.class})
final class TenantVerbs extends Group {

  /** Where one is. */
  private static String path(String name) {
    Ref ref = Tenant.ref(name);
    return "/tenants/" + ref.tenant() + "/" + ref.name();
  }

  /** Makes one. */
  @Command(
      name = "create",
      description = "Make a tenant, with what it may have at most.",
      footer = {
        "A quota counts for the tenant with all below it: cores of cpu, bytes of memory, resources",
        "of a kind. A tenant below another is named by its place: acme.dev is below acme.",
        "",
        "  hansa tenant create --quota cpu=16 --quota Application=40 acme",
        "  hansa tenant create acme.dev"
      })
  static final class Create extends Verb {

    @Parameters(index = "0", paramLabel = "NAME", description = "The name")
    private String name;

    @Option(
        names = "--quota",
        paramLabel = "WHAT=NUMBER",
        description = "Of a unit or a kind; may be said more than once")
    private Map<String, String> quota = new LinkedHashMap<>();

    @Option(names = "--description", paramLabel = "TEXT", description = "Who that is")
    private String about;

    Create(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Tenant.Spec spec =
          new Tenant.Spec(Optional.ofNullable(about), Optional.empty(), Tenancy.quota(quota));
      JsonNode made =
          remote()
              .door()
              .send(
                  Ask.of("PUT", path(name), Json.tree(Map.of("spec", spec)))
                      .with("If-None-Match", "*"))
              .json();
      if (json) {
        screen.json(made);
      } else {
        screen.line(
            Tenant.ref(name) + " is there. Its first account: hansa account create -t " + name);
      }
    }
  }

  /** Shows what one has. */
  @Command(
      name = "usage",
      description = "Show what a tenant has, with all below it, of what its quota allows.",
      footer = {
        "A dash says that there is no limit of its own; those above it may have one.",
        "",
        "  hansa tenant usage acme"
      })
  static final class Usage extends Verb {

    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "NAME",
        description = "The tenant; yours if not said")
    private String name;

    Usage(Surroundings around) {
      super(around);
    }

    @Override
    void run(Terminal screen) {
      Remote remote = remote();
      String tenant = remote.tenant(Optional.ofNullable(name));
      if (tenant.equals(Tenant.SYSTEM)) {
        throw misused("the tenant system is the provider itself and has no quota: name another");
      }
      JsonNode answer = remote.get(path(tenant) + "/usage");
      if (json) {
        screen.json(answer);
      } else {
        screen.table(Tenancy.usage(answer));
      }
    }
  }
}
