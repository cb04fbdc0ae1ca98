using System.Text;

namespace MlFunctions.Ingestion.Csv;

/// <summary>Makes the table of what the blocks left: closes the holes and gives each word one code, in order of first appearance.</summary>
internal static class CsvAssembly
{
    public static SourceTable Assemble(IReadOnlyList<CsvField> fields, IReadOnlyList<CsvBlock> blocks, IReadOnlyList<CsvBlockResult> results, int slots)
    {
        var holes = results.SelectMany(r => r.Holes).ToArray();
        var columns = new SourceColumn[fields.Count];
        for (var c = 0; c < columns.Length; c++)
        {
            var field = fields[c];
            var name = field.Column!.Name;
            columns[c] = field.Column.Kind switch
            {
                CsvColumnKind.Number => new NumberColumn(name, Close(field.Singles, holes, slots)),
                CsvColumnKind.Category when field.Declared is null => Unify(field, blocks, results, slots),
                CsvColumnKind.Category => new CategoryColumn(name, Close(field.Codes, holes, slots), field.Column.Words),
                _ => new PreciseColumn(name, Close(field.Doubles, holes, slots)),
            };
        }

        return new SourceTable(columns);
    }

    private static T[] Close<T>(T[] values, int[] holes, int slots)
    {
        if (holes.Length == 0)
        {
            return values;
        }

        var kept = holes[0];
        for (var h = 0; h < holes.Length; h++)
        {
            var from = holes[h] + 1;
            var length = (h + 1 < holes.Length ? holes[h + 1] : slots) - from;
            Array.Copy(values, from, values, kept, length);
            kept += length;
        }

        Array.Resize(ref values, kept);
        return values;
    }

    private static CategoryColumn Unify(CsvField field, IReadOnlyList<CsvBlock> blocks, IReadOnlyList<CsvBlockResult> results, int slots)
    {
        const int Unseen = -1;
        var all = new Utf8Words();
        var maps = new Dictionary<Utf8Words, int[]>();
        var codes = field.Codes;
        var kept = 0;
        for (var b = 0; b < blocks.Count; b++)
        {
            // Blocks that one thread parsed share their words.
            var known = results[b].Words[field.Category];
            if (!maps.TryGetValue(known, out var map))
            {
                map = new int[known.Words.Count];
                Array.Fill(map, Unseen);
                maps.Add(known, map);
            }

            var words = known.Words;
            var holes = results[b].Holes;
            var hole = 0;
            var end = blocks[b].FirstSlot + blocks[b].Slots;
            for (var slot = blocks[b].FirstSlot; slot < end; slot++)
            {
                if (hole < holes.Count && holes[hole] == slot)
                {
                    hole++;
                    continue;
                }

                var code = codes[slot];
                if (code != CategoryColumn.Missing)
                {
                    if (map[code] == Unseen && !all.TryFind(words[code], out map[code]))
                    {
                        map[code] = all.Add(words[code]);
                    }

                    code = map[code];
                }

                codes[kept++] = code;
            }
        }

        if (kept < slots)
        {
            Array.Resize(ref codes, kept);
        }

        return new CategoryColumn(field.Column!.Name, codes, [.. all.Words.Select(w => Encoding.UTF8.GetString(w))]);
    }
}
