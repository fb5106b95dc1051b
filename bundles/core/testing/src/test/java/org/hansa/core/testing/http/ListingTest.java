package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.INTERNAL;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.Listing;
import org.hansa.core.driver.http.Paging;
import org.hansa.core.driver.http.Request;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A vendor with seven items, listed three a page in whatever way. */
@Timeout(60)
class ListingTest {

  record Item(String id) {}

  private static final int MANY = 7;
  private static final int SIZE = 3;

  private Setting setting;
  private HttpCaller caller;

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
    caller = setting.caller(s -> s.limits(Setting.QUICK.listing(20, 100)));
  }

  @AfterEach
  void close() {
    setting.close();
  }

  private static String page(int from, int to, String more) {
    return "{\"items\": ["
        + IntStream.range(from, to)
            .mapToObj(i -> "{\"id\": \"i" + i + "\"}")
            .collect(Collectors.joining(","))
        + "]"
        + more
        + "}";
  }

  /** From here, as many as fit on a page; the rest is said by the number after them. */
  private static String page(int from, IntFunction<String> more) {
    int to = Math.max(from, Math.min(from + SIZE, MANY));
    return page(from, to, more.apply(to));
  }

  private static int number(Vendor.Seen asked, String parameter, int otherwise) {
    Map<String, String> query =
        asked.query().isEmpty()
            ? Map.of()
            : Arrays.stream(asked.query().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return Optional.ofNullable(query.get(parameter)).map(Integer::parseInt).orElse(otherwise);
  }

  private static Listing<Item> listing(Paging paging) {
    return Listing.of(Request.get("/items").query("tag", "a b"), "/items", Item.class, paging)
        .id(Item::id);
  }

  private List<String> ids(Listing<Item> listing) {
    return caller.all(listing, late()).stream().map(Item::id).toList();
  }

  private static final List<String> ALL = List.of("i0", "i1", "i2", "i3", "i4", "i5", "i6");

  private void byAddress(String prefix) {
    setting.vendor.on(
        "/items",
        asked ->
            Vendor.Reply.json(
                page(
                    number(asked, "at", 0),
                    to -> to < MANY ? ", \"next\": \"" + prefix + "?at=" + to + "\"" : "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/items", "//127.0.0.1:PORT/items"})
  void byTheNextPagesAddress(String prefix) {
    byAddress(prefix.replace("PORT", "" + setting.proxy.port()));

    assertThat(ids(listing(Paging.nextAddress("/next")))).isEqualTo(ALL);
  }

  @Test
  void byLinks() {
    setting.vendor.on(
        "/items",
        asked -> {
          int at = number(asked, "at", 0);
          Vendor.Reply reply = Vendor.Reply.json(page(at, to -> ""));
          String first = "</items?at=0>; rel=first; title=\"<a>, \\\"b\\\"; rel=next\"";
          return reply.with(
              "Link",
              at + SIZE < MANY
                  ? first + " , <?at=" + (at + SIZE) + ">;title=x; REL=\"last next\""
                  : first);
        });

    assertThat(ids(listing(Paging.links()))).isEqualTo(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/items?at=3; rel=next",
        "</items?at=3; rel=next",
        "</items?at=3>; rel=next </x>",
        "</items?at=3>; rel=\"next",
        "</a>; rel=next, </b>; rel=next"
      })
  void aLinkThatCannotBeReadIsNotTheEnd(String link) {
    setting.vendor.on("/items", Vendor.Reply.json(page(0, to -> "")).with("Link", link));

    failure(INTERNAL, () -> ids(listing(Paging.links())));
  }

  @Test
  void byAMarker() {
    setting.vendor.on(
        "/items",
        asked ->
            Vendor.Reply.json(
                page(
                    number(asked, "marker", 0),
                    to ->
                        ", \"meta\": {\"next\": "
                            + (to < MANY ? "\"" + to + "\"" : "null")
                            + "}")));

    assertThat(ids(listing(Paging.marker("/meta/next", "marker")))).isEqualTo(ALL);
    assertThat(setting.vendor.seen())
        .extracting(Vendor.Seen::query)
        .containsExactly("tag=a%20b", "tag=a%20b&marker=3", "tag=a%20b&marker=6");
  }

  @ParameterizedTest
  @CsvSource({"true, 3", "false, 4"})
  void byAnOffset(boolean total, int calls) {
    setting.vendor.on(
        "/items",
        asked -> Vendor.Reply.json(page(number(asked, "offset", -1), to -> ", \"total\": 7")));
    Listing<Item> listing = listing(Paging.offset("offset", "limit", 50));

    assertThat(ids(total ? listing.total("/total") : listing)).isEqualTo(ALL);
    assertThat(setting.vendor.seen()).hasSize(calls);
    assertThat(setting.vendor.seen().get(0).query()).isEqualTo("tag=a%20b&offset=0&limit=50");
  }

  @Test
  void byThePagesNumber() {
    setting.vendor.on(
        "/items",
        asked -> Vendor.Reply.json(page((number(asked, "page", -1) - 1) * SIZE, to -> "")));

    assertThat(ids(listing(Paging.numbered("page", 1)))).isEqualTo(ALL);
  }

  @Test
  void byWhateverTheDriverSays() {
    byAddress("/items");

    assertThat(
            ids(
                listing(
                    turn ->
                        turn.sum() < MANY
                            ? Optional.of(turn.request().setQuery("at", "" + turn.sum()))
                            : Optional.empty())))
        .hasSize(MANY);
  }

  @Test
  void aListThatIsTheWholeBody() {
    setting.vendor.on("/items", Vendor.Reply.json("[{\"id\": \"a\"}]"));

    assertThat(caller.all(Listing.of(Request.get("/items"), "", Item.class, Paging.none()), late()))
        .containsExactly(new Item("a"));
  }

  @Test
  void pagesComeOneByOneAndThoseThatPassAreAskedForAgain() {
    byAddress("/items");
    setting.proxy.play(Rule.always(Fault.truncated()).from(2).once());
    Iterator<List<Item>> pages = caller.pages(listing(Paging.nextAddress("/next")), late());
    List<Integer> sizes = new ArrayList<>();

    assertThat(setting.vendor.seen()).isEmpty();
    pages.forEachRemaining(page -> sizes.add(page.size()));

    assertThat(sizes).containsExactly(3, 3, 1);
    assertThat(setting.vendor.seen()).hasSize(4);
  }

  @Test
  void aFailureInTheMiddleFailsTheWhole() {
    byAddress("/items");
    setting.proxy.play(Rule.always(Fault.status(500)).from(2));

    failure(INTERNAL, () -> ids(listing(Paging.nextAddress("/next"))));
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.0.0.1/items?at=3",
    "http://evil.invalid/items",
    "//evil.invalid/items",
    "http://127.0.0.1:1/items"
  })
  void aNextPageElsewhereIsNotAskedFor(String elsewhere) {
    setting.vendor.on("/items", Vendor.Reply.json(page(0, 3, ", \"next\": \"" + elsewhere + "\"")));

    DriverException e = failure(INTERNAL, () -> ids(listing(Paging.nextAddress("/next"))));

    assertThat(e).hasMessageContaining("a link that is not to itself");
    assertThat(setting.vendor.seen()).hasSize(1);
  }

  @Test
  void aRoundEnds() {
    setting.vendor.on(
        "/items",
        asked -> {
          int at = number(asked, "at", 0);
          return Vendor.Reply.json(
              page(at, at + SIZE, ", \"next\": \"/items?at=" + (at + SIZE) % 6 + "\""));
        });
    Listing<Item> known =
        Listing.of(
            Request.get("/items").query("at", "0"),
            "/items",
            Item.class,
            Paging.nextAddress("/next"));

    DriverException e = failure(INTERNAL, () -> ids(known));

    assertThat(e)
        .hasMessage("listing by GET /items: its pages lead back to one that was read before");
    assertThat(setting.vendor.seen()).hasSize(2);
  }

  /** It does not know the parameter, and always gives the first page. */
  @Test
  void aServerThatIgnoresTheOffsetIsFoundOut() {
    setting.vendor.on("/items", Vendor.Reply.json(page(0, 3, "")));
    Listing<Item> unnamed =
        Listing.of(Request.get("/items"), "/items", Item.class, Paging.offset("from", "n", 3));

    DriverException e = failure(INTERNAL, () -> ids(unnamed));

    assertThat(e).hasMessageContaining("page 2 is one that came before");
  }

  @ParameterizedTest
  @CsvSource({"6, 7 of 6", "8, 7 of 8", "0, 3 of 0"})
  void anotherCountThanAnnouncedIsACut(int total, String message) {
    setting.vendor.on(
        "/items",
        asked ->
            Vendor.Reply.json(
                page(
                    number(asked, "at", 0),
                    to ->
                        ", \"total\": "
                            + total
                            + (to < MANY ? ", \"next\": \"/items?at=" + to + "\"" : ""))));

    DriverException e =
        failure(UNAVAILABLE, () -> ids(listing(Paging.nextAddress("/next")).total("/total")));

    assertThat(e).hasMessageContaining("cut or changed").hasMessageContaining(message);
  }

  @Test
  void anEmptyPageBeforeTheTotalIsACut() {
    setting.vendor.on(
        "/items",
        asked ->
            Vendor.Reply.json(
                number(asked, "offset", 0) == 0
                    ? page(0, 3, ", \"total\": 7")
                    : page(0, 0, ", \"total\": 7")));

    failure(UNAVAILABLE, () -> ids(listing(Paging.offset("offset", "limit", 3)).total("/total")));
  }

  @Test
  void aTotalThatChangesIsSaid() {
    setting.vendor.on(
        "/items",
        asked ->
            Vendor.Reply.json(
                page(number(asked, "offset", 0), to -> ", \"total\": " + (to == 3 ? 7 : 6))));

    DriverException e =
        failure(
            UNAVAILABLE, () -> ids(listing(Paging.offset("offset", "limit", 3)).total("/total")));

    assertThat(e).hasMessageContaining("of 7 items, then of 6");
  }

  @Test
  void aTotalThatIsNotThereIsADefect() {
    setting.vendor.on("/items", Vendor.Reply.json(page(0, 3, "")));

    failure(INTERNAL, () -> ids(listing(Paging.none()).total("/total")));
  }

  /** As when one of the first page goes while the second is asked for backwards. */
  @Test
  void anItemOnTwoPagesIsFound() {
    setting.vendor.on(
        "/items",
        asked -> {
          int at = number(asked, "at", 0);
          return Vendor.Reply.json(at == 0 ? page(0, 3, ", \"next\": \"?at=3\"") : page(2, 5, ""));
        });

    DriverException e = failure(UNAVAILABLE, () -> ids(listing(Paging.nextAddress("/next"))));

    assertThat(e).hasMessageContaining("'i2' came twice");
  }

  @ParameterizedTest
  @CsvSource({"1, more than 20 pages", "10, more than 100 items"})
  void aListingWithoutAnEndEnds(int size, String message) {
    setting.vendor.on(
        "/items",
        asked -> {
          int at = number(asked, "at", 0);
          return Vendor.Reply.json(page(at, at + size, ", \"next\": \"?at=" + (at + size) + "\""));
        });

    DriverException e = failure(INTERNAL, () -> ids(listing(Paging.nextAddress("/next"))));

    assertThat(e).hasMessageContaining(message);
  }

  @Test
  void aNextThatIsNoTextIsADefect() {
    setting.vendor.on("/items", Vendor.Reply.json(page(0, 3, ", \"next\": {\"href\": \"/x\"}")));

    failure(INTERNAL, () -> ids(listing(Paging.nextAddress("/next"))));
  }
}
