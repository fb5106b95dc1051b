package org.hansa.core.driver.machine;

import java.util.Optional;

/**
 * A volume as it is.
 *
 * @param size bytes, never less than was asked for
 * @param type as the endpoint says it
 * @param attached the uid of the machine of ours that it is attached to
 * @param id as the endpoint knows it
 */
public record VolumeState(
    long size, Optional<String> type, Optional<String> attached, Optional<String> id) {}
