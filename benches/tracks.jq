# A row for each track: barcode, title and label of the release; number, title, version, duration, ISRC, and who performs it.
def names: map(if type == "string" then . else .name end) | join("; ");
. as $release | .tracks[]
| [$release.barcode, $release.title, $release.label, .number, .title, .version, .duration, .isrc, (.performers // $release.performers | names)]
| @csv
