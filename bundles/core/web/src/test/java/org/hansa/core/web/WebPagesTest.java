package org.hansa.core.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.api.page.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told of the pages, and what the pages may never hold. */
class WebPagesTest {

  private static final Path SOURCES = Path.of("src/main/resources/org/hansa/core/web/ui");
  private static final Pattern NEEDED =
      Pattern.compile("(?:from|import) '(\\./[^']+)'|(?:src|href)=\"([^\"#]+)\"");

  private final WebPages pages = new WebPages();

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Page page(String path) {
    return pages.page(path).orElseThrow();
  }

  private static String text(Page page) {
    return new String(page.body(), StandardCharsets.UTF_8);
  }

  @Test
  void everyFileIsServedAndNoOther() throws IOException {
    assertThat(WebPages.FILES).containsExactlyInAnyOrderElementsOf(files());
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsServedAsWrittenWithItsTypeAndTheStrictestPolicy(String file) throws IOException {
    Page page = page("/ui/" + file);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).isEqualTo(Files.readAllBytes(SOURCES.resolve(file)));
    assertThat(page.headers().get("Content-Type"))
        .matches("(text|image)/[a-z+]+(; charset=utf-8)?");
    assertThat(page.headers().get("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .contains("base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "*", "http:", "https:", "data:");
    assertThat(page.headers())
        .containsEntry("Referrer-Policy", "no-referrer")
        .containsEntry("X-Frame-Options", "DENY")
        .containsEntry("Cache-Control", "no-cache");
  }

  @Test
  void whatChangesHasAnotherTag() {
    List<String> tags =
        WebPages.FILES.stream().map(file -> page("/ui/" + file).headers().get("ETag")).toList();
    assertThat(tags).doesNotHaveDuplicates().allMatch(tag -> tag.matches("\"[0-9a-f]{32}\""));
    assertThat(page("/ui/")).isSameAs(page("/ui/index.html"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/ui"})
  void itLeadsToTheFirstPage(String path) {
    assertThat(page(path).status()).isEqualTo(307);
    assertThat(page(path).headers()).containsExactly(java.util.Map.entry("Location", "/ui/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/index.html",
        "/ui/index",
        "/ui/Index.html",
        "/ui/style.css/",
        "/ui/../pom.xml",
        "/ui/WebPages.class",
        "/org/hansa/core/web/ui/index.html",
        "/favicon.ico"
      })
  void nothingElseIsThere(String path) {
    assertThat(pages.page(path)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void whatAFileNeedsIsServedHereAndNothingOfOthers(String file) {
    Matcher needed = NEEDED.matcher(text(page("/ui/" + file)));
    while (needed.find()) {
      String path =
          needed.group(1) == null ? needed.group(2) : needed.group(1).replace("./", "/ui/");
      assertThat(pages.page(path)).as("%s, of %s", path, file).isPresent();
    }
  }

  /** What anybody wrote is shown as text: there is no way by which it could be read as more. */
  @ParameterizedTest
  @MethodSource("files")
  void nothingIsInlineAndNothingIsMadeOfMarkup(String file) {
    assertThat(text(page("/ui/" + file)))
        .doesNotContainIgnoringCase("innerHTML", "outerHTML", "insertAdjacent", "document.write")
        .doesNotContainIgnoringCase("eval(", "new Function", "javascript:", "<style", " style=\"")
        .doesNotContainPattern("<script(?![^>]* src=\"/ui/)")
        .doesNotContainPattern("<[a-z]+[^>]* on[a-z]+=")
        .doesNotContainPattern("(https?:)?//(?!www\\.w3\\.org/)[a-z0-9-]+\\.[a-z]");
  }

  @ParameterizedTest
  @MethodSource("files")
  void filesAreSmallAndTheWholeIs(String file) {
    assertThat(text(page("/ui/" + file)).lines().count()).isLessThan(450);
    assertThat(WebPages.FILES.stream().mapToInt(f -> page("/ui/" + f).body().length).sum())
        .isLessThan(120_000);
  }
}
