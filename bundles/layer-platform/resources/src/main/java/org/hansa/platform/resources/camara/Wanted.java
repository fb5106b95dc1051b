package org.hansa.platform.resources.camara;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * Which zones are asked for, and which page of them.
 *
 * @param page from 1
 * @param filters by the name of the parameter: all must fit
 */
record Wanted(int page, int perPage, Map<String, String> filters) {

  private static final String PAGE = "page";
  private static final String PER_PAGE = "perPage";
  private static final String COUNTRY = "countryCode";
  private static final String PROVIDER = "edgeCloudProvider";
  private static final String REGION = "edgeCloudRegion";
  private static final String STATUS = "status";
  private static final List<String> NAMES =
      List.of(COUNTRY, PROVIDER, REGION, PAGE, PER_PAGE, STATUS);
  private static final List<String> STATES = List.of(Zone.ACTIVE, Zone.INACTIVE, Zone.UNKNOWN);
  private static final int USUAL = 20;
  private static final int MOST = 100;

  /**
   * @throws Problem INVALID naming the first parameter that is not known or does not fit
   */
  static Wanted of(Map<String, String> query) {
    Map<String, String> filters = new TreeMap<>();
    new TreeMap<>(query)
        .forEach(
            (name, value) -> {
              if (!name.equals(PAGE) && !name.equals(PER_PAGE)) {
                filters.put(name, filter(name, value));
              }
            });
    return new Wanted(
        number(query, PAGE, 1, Integer.MAX_VALUE), number(query, PER_PAGE, USUAL, MOST), filters);
  }

  private static String filter(String name, String value) {
    return switch (name) {
      case COUNTRY ->
          fits(name, value, value.matches("[A-Z]{2}"), "a country code of ISO 3166, like DE");
      case STATUS -> fits(name, value, STATES.contains(value), "one of " + STATES);
      case PROVIDER, REGION ->
          fits(
              name,
              value,
              value.length() <= Zone.LONGEST,
              "a name of at most " + Zone.LONGEST + " characters");
      default ->
          throw Problem.invalid(
              "parameter",
              name,
              "known here",
              Nearest.to(name, NAMES)
                  .map(near -> "Maybe '" + near + "' was meant.")
                  .orElse("There are " + NAMES + "."));
    };
  }

  private static String fits(String name, String value, boolean fits, String rule) {
    if (!fits) {
      throw Problem.invalid(name, value, rule, "Correct it or leave it out.");
    }
    return value;
  }

  private static int number(Map<String, String> query, String name, int otherwise, int most) {
    String value = query.getOrDefault(name, Integer.toString(otherwise));
    boolean fits =
        value.matches("[0-9]{1,10}") && Long.parseLong(value) >= 1 && Long.parseLong(value) <= most;
    return Integer.parseInt(fits(name, value, fits, "a number from 1 to " + most));
  }

  boolean fits(Zone zone) {
    return filters.entrySet().stream()
        .allMatch(
            f ->
                switch (f.getKey()) {
                  case COUNTRY -> zone.country().equals(f.getValue());
                  case PROVIDER -> zone.provider().equals(f.getValue());
                  case REGION -> zone.region().filter(f.getValue()::equals).isPresent();
                  default -> zone.status().equals(f.getValue());
                });
  }

  /** Where the other pages are (RFC 8288); empty if there are none. */
  Optional<String> links(String at, int pages) {
    List<String> links = new ArrayList<>();
    if (page > 1 && pages > 0) {
      links.add(link(at, 1, "first"));
      links.add(link(at, Math.min(page - 1, pages), "prev"));
    }
    if (page < pages) {
      links.add(link(at, page + 1, "next"));
      links.add(link(at, pages, "last"));
    }
    return links.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", links));
  }

  private String link(String at, int to, String rel) {
    StringBuilder query = new StringBuilder("?page=" + to + "&perPage=" + perPage);
    filters.forEach(
        (name, value) ->
            query
                .append('&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return "<" + at + query + ">; rel=\"" + rel + "\"";
  }
}
