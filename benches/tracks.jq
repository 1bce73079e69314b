# A row for each track: title of the release, number, title, ISRC, duration.
.title as $release | .tracks[] | [$release, .number, .title, .isrc, .duration] | @csv
