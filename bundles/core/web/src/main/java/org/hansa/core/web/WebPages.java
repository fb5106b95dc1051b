package org.hansa.core.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.page.Page;
import org.hansa.core.api.page.PageSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The web door: files as they are written beside this class, read once. What is shown in them they
 * ask of the interface, as every other program does.
 */
@Component
public final class WebPages implements PageSource {

  static final String ROOT = "/ui/";
  static final String FIRST = "index.html";

  static final List<String> FILES =
      List.of(
          FIRST,
          "icon.svg",
          "style.css",
          "api.js",
          "application.js",
          "dom.js",
          "layout.js",
          "live.js",
          "login.js",
          "main.js",
          "map.js",
          "overview.js",
          "picture.js",
          "plan.js",
          "resources.js",
          "tables.js",
          "words.js");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** Nothing but what is served here, nothing inline, and in nobody's frame. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private final Map<String, Page> pages = new HashMap<>();

  @Activate
  public WebPages() {
    for (String file : FILES) {
      pages.put(ROOT + file, file(file));
    }
    pages.put(ROOT, pages.get(ROOT + FIRST));
    for (String path : List.of("/", "/ui")) {
      pages.put(path, new Page(307, Map.of("Location", ROOT), new byte[0]));
    }
  }

  @Override
  public Optional<Page> page(String path) {
    return Optional.ofNullable(pages.get(path));
  }

  private static Page file(String file) {
    byte[] content = content(file);
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
    headers.put("Content-Security-Policy", POLICY);
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    // Kept, and asked for each time whether it is still that: so all files are of one release.
    headers.put("Cache-Control", "no-cache");
    headers.put("ETag", '"' + digest(content) + '"');
    return new Page(200, headers, content);
  }

  private static byte[] content(String file) {
    try (InputStream in = WebPages.class.getResourceAsStream("ui/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
