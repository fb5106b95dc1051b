package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.core.api.Problem;

/** What is said of tenants, as tables; and a quota as people write it. */
public final class Tenancy {

  private Tenancy() {}

  /**
   * What a tenant has of what it may have; a dash where it has no limit of its own.
   *
   * @param answer of the function {@code usage}: quota and used, by name
   */
  public static Table usage(JsonNode answer) {
    Map<String, JsonNode> used = new TreeMap<>();
    answer.path("used").properties().forEach(each -> used.put(each.getKey(), each.getValue()));
    Table table = new Table("WHAT", "USED", "QUOTA");
    used.forEach((what, n) -> table.row(what, plain(n), plain(answer.path("quota").path(what))));
    return table;
  }

  /**
   * Who may do something.
   *
   * @param able each with name, tenant and roles
   */
  public static Table able(Iterable<JsonNode> able) {
    Table table = new Table("ACCOUNT", "TENANT", "ROLES");
    for (JsonNode each : able) {
      String name = each.path("name").asText();
      List<String> roles = new ArrayList<>();
      each.path("roles").forEach(role -> roles.add(role.asText()));
      roles.sort(null);
      table.row(
          name.substring(name.indexOf(':') + 1),
          each.path("tenant").asText(),
          String.join(", ", roles));
    }
    return table;
  }

  /**
   * @param pairs by unit or kind
   * @throws Problem INVALID for what is no number
   */
  public static Map<String, BigDecimal> quota(Map<String, String> pairs) {
    Map<String, BigDecimal> quota = new TreeMap<>();
    pairs.forEach((what, number) -> quota.put(what, number(what, number)));
    return quota;
  }

  private static BigDecimal number(String what, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw Problem.invalid("quota of " + what, text, "a number", "Write " + what + "=8.");
    }
  }

  private static String plain(JsonNode number) {
    return number.isNumber() ? number.decimalValue().stripTrailingZeros().toPlainString() : "-";
  }
}
