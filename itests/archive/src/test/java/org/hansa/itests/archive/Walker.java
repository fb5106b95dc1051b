package org.hansa.itests.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Json;

/**
 * Who walks.
 *
 * @param group as the table's columns are grouped
 * @param role by its short name
 * @param token empty for nobody
 */
record Walker(String group, String role, Optional<String> token) {

  /** By short name, in the order of the columns. */
  private static final List<Map.Entry<String, String>> ROLES =
      List.of(
          Map.entry("ia", "infrastructure-administrator"),
          Map.entry("ca", "cloud-edge-administrator"),
          Map.entry("ua", "use-case-administrator"),
          Map.entry("uu", "use-case-user"),
          Map.entry("au", "auditor"));

  /** The tenants whose accounts walk: the provider, whose samples are, and another. */
  static final String FOREIGN = "other";

  static final List<String> TENANTS = List.of("system", WalkSamples.TENANT, FOREIGN);

  private static final String NOBODY = "nobody";

  /** Each role in each of the tenants, and last nobody. */
  static List<Walker> all(Rest admin) throws IOException {
    List<Walker> all = new ArrayList<>();
    for (String tenant : TENANTS) {
      for (Map.Entry<String, String> role : ROLES) {
        String path = "/accounts/" + tenant + "/walk-" + role.getKey();
        String token = "%-64s".formatted(tenant + "." + role.getKey()).replace(' ', 'w');
        admin
            .send("PUT", path, Json.tree(Map.of("spec", Map.of("roles", List.of(role.getValue())))))
            .ok();
        admin.send("PUT", path + "/values", Json.tree(Map.of("token", token))).ok();
        all.add(new Walker(tenant, role.getKey(), Optional.of(token)));
      }
    }
    all.add(new Walker(NOBODY, NOBODY, Optional.empty()));
    return all;
  }

  /** Of another tenant, or none: what is in the tenant of the samples is no affair of theirs. */
  boolean isForeign() {
    return group.equals(FOREIGN) || group.equals(NOBODY);
  }

  @Override
  public String toString() {
    return group.equals(NOBODY) ? NOBODY : role + "@" + group;
  }
}
