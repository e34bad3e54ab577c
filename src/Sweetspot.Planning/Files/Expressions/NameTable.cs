using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The names that an expression may read.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Func<string, string?> _whyNot;

    private NameTable(Func<string, string?> whyNot) => _whyNot = whyNot;

    /// <summary>All names.</summary>
    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>Genes alone, for conditions and derived values.</summary>
    /// <param name="genes">Genes that may be read.</param>
    /// <param name="later">Names that exist but may not be read here.</param>
    public static NameTable OfGenes(IEnumerable<GeneSpec> genes, IReadOnlyCollection<string> later)
    {
        var table = new NameTable(name => later.Contains(name)
            ? $"\"{name}\" is not a gene that stands earlier"
            : Metrics.Find(name) is not null ? $"\"{name}\" is a metric; only genes can be read here" : null);
        table.Add(genes);
        return table;
    }

    /// <summary>Genes, derived values and metrics, for constraints.</summary>
    public static NameTable OfConstraints(IEnumerable<GeneSpec> genes, IEnumerable<Metric> metrics)
    {
        var table = new NameTable(name => Metrics.Find(name) is not null ? $"\"{name}\" is not measured for this kind of task" : null);
        foreach (var metric in metrics)
        {
            table._entries[metric.Name] = new Entry(metric.Knowledge, []);
        }

        table.Add(genes);
        return table;
    }

    /// <summary>Columns of a table, for conditions on its rows; one without words holds numbers.</summary>
    public static NameTable OfColumns(IEnumerable<(string Name, ImmutableArray<string> Words)> columns)
    {
        var table = new NameTable(_ => null);
        foreach (var (name, words) in columns)
        {
            table._entries[name] = new Entry(Knowledge.Genes, words);
        }

        return table;
    }

    /// <summary>What a name is.</summary>
    /// <exception cref="ExpressionException">It is not known here.</exception>
    public Entry Find(string name, string text) => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new ExpressionException($"{_whyNot(name) ?? $"\"{name}\" is not a known name"} (column {text.IndexOf(name, StringComparison.Ordinal) + 1}){Nearest.Hint(name, Names)}");

    private void Add(IEnumerable<GeneSpec> genes)
    {
        foreach (var gene in genes)
        {
            _entries[gene.Name] = new Entry(Knowledge.Genes, Words(gene));
        }
    }

    private static ImmutableArray<string> Words(GeneSpec gene) => gene.Values.Any(value => !GeneSpec.IsNumber(value)) ? gene.Values : [];

    /// <summary>A name's level, and its words; without words it is a number.</summary>
    public sealed record Entry(Knowledge Knowledge, ImmutableArray<string> Words)
    {
        /// <summary>Whether it is a word.</summary>
        public bool IsWord => !Words.IsEmpty;
    }
}
