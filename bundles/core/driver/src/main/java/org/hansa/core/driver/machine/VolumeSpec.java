package org.hansa.core.driver.machine;

import java.util.Optional;

/**
 * A volume as it is to be.
 *
 * @param name for people
 * @param size bytes; it may grow, not shrink
 * @param type one of the types among the endpoint's capabilities ({@code volume.types})
 * @param image what it is filled with at first: the uid of an image of ours or the name of a base
 *     image
 */
public record VolumeSpec(String name, long size, Optional<String> type, Optional<String> image) {}
