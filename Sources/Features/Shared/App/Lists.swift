// SPDX-License-Identifier: EUPL-1.2
import HTML

/// A column of a table: its title, and whether it holds numbers (right-aligned, never broken).
struct TableColumn: Sendable {
  var title: String
  var isNumeric: Bool
  /// The title is read out, not shown: for a column of boxes or of actions.
  var isTitleHidden: Bool

  init(_ title: String, numeric: Bool = false, hiddenTitle: Bool = false) {
    self.title = title
    isNumeric = numeric
    isTitleHidden = hiddenTitle
  }
}

/// A table; where it has no room each row becomes a small card. The first column with a visible, non-numeric title heads the row.
/// Without rows, `empty` takes its place.
func table(
  caption: String, columns: [TableColumn], rows: [[HTML]], empty: HTML = .empty, footer: [HTML] = [],
  showsCaption: Bool = false
) -> HTML {
  guard !rows.isEmpty else { return empty }
  let heading = columns.firstIndex { !$0.isNumeric && !$0.isTitleHidden }
  let foot: HTML? = footer.isEmpty ? nil : "<tfoot>\(tableRow(footer, columns, heading: heading))</tfoot>"
  let captionClass: HTML? = showsCaption ? nil : " class=\"visually-hidden\""
  return """
    <div class="table-frame"\(scrollAttributes(rows, caption))><table class="\(width(columns))"><caption\(captionClass)>\(caption)</caption>
    <thead><tr>\(columns.map(columnTitle))</tr></thead>
    <tbody>\(rows.map { tableRow($0, columns, heading: heading) })</tbody>\(foot)</table></div>
    """
}

/// How many columns there are to lay out tells the stylesheet when a row becomes a card.
private func width(_ columns: [TableColumn]) -> String {
  switch columns.count {
  case ...2: "narrow"
  case 3...4: "middling"
  default: "wide"
  }
}

/// A frame that may scroll must take the focus, unless something inside already does.
private func scrollAttributes(_ rows: [[HTML]], _ caption: String) -> HTML? {
  let takesFocus = rows.joined().contains { cell in
    ["<a ", "<button ", "<input "].contains { cell.text.contains($0) }
  }
  return takesFocus ? nil : " role=\"group\" tabindex=\"0\" aria-label=\"\(caption)\""
}

private func columnTitle(_ column: TableColumn) -> HTML {
  let numeric: HTML? = column.isNumeric ? " class=\"number\"" : nil
  return "<th scope=\"col\"\(numeric)>\(column.isTitleHidden ? hidden(column.title) : "\(column.title)")</th>"
}

private func tableRow(_ cells: [HTML], _ columns: [TableColumn], heading: Int?) -> HTML {
  let parts: [HTML] = zip(cells, columns).enumerated().map { index, pair in
    let (cell, column) = pair
    let label: HTML? = column.isTitleHidden ? nil : " data-label=\"\(column.title)\""
    if index == heading { return "<th scope=\"row\"\(label)>\(cell)</th>" }
    return "<td\(column.isNumeric ? " class=\"number\"" as HTML : .empty)\(label)>\(cell)</td>"
  }
  return "<tr>\(parts)</tr>\n"
}

/// The box that selects a line of a table; lines between two boxes are taken with shift-click.
func selectionBox(name: String, value: String, label: String, isChecked: Bool = false) -> HTML {
  let checked: HTML? = isChecked ? " checked" : nil
  return """
    <label class="selection"><input type="checkbox" name="\(name)" value="\(value)"\(checked)>\(hidden(label))</label>
    """
}

/// The button of a bulk action inside the form that holds the boxes. Its text says how many lines with JavaScript
/// (`one` for a single line, `many` with `%n` for the number), and `label` without.
func bulkButton(_ label: String, one: String, many: String, look: ButtonLook = .primary) -> HTML {
  """
  <button class="\(look.rawValue)" type="submit" data-one="\(one)" data-many="\(many)">\(label)</button>
  """
}

/// A form around a table with `selectionBox`es and its bulk buttons.
func selectionForm(action: String, csrf: String, actions: HTML, body: HTML) -> HTML {
  """
  <form method="post" action="\(safePath(action))" data-selection>\(csrfField(csrf))\(body)\
  <div class="form-actions">\(actions)</div></form>
  """
}

/// The way to the next page of a list, by key.
func pager(nextPath: String?, previousPath: String? = nil) -> HTML {
  guard nextPath != nil || previousPath != nil else { return .empty }
  let before: HTML? = previousPath.map {
    "<a class=\"button\" rel=\"prev\" href=\"\(safePath($0))\">Page précédente</a>"
  }
  let after: HTML? = nextPath.map { "<a class=\"button\" rel=\"next\" href=\"\(safePath($0))\">Page suivante</a>" }
  return "<nav class=\"pager\" aria-label=\"Pages de la liste\">\(before)\(after)</nav>"
}

/// One thing to do: what, why, and the link that does it. Stands in `workList`.
func workItem(_ title: String, why: HTML, actionLabel: String, path: String) -> HTML {
  """
  <li><div><p class="work-title">\(title)</p><p class="work-why">\(why)</p></div>\
  <p class="work-action">\(link(actionLabel, to: path, context: title))</p></li>
  """
}

/// Things to do, the first first; `j` and `k` move in it.
func workList(_ items: [HTML]) -> HTML {
  "<ol class=\"worklist\">\(items.joined("\n"))</ol>"
}
