using System.Collections.Immutable;
using NCalc;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Checks the tree of one expression and makes delegates of it. One instance for each condition, so that its names are known.</summary>
internal sealed class ExpressionTree(string text, NameTable names)
{
    // What a strict comparison of equal values counts as: broken, by next to nothing.
    private const double Barely = 1e-9;

    private readonly SortedSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Names read so far.</summary>
    public ImmutableArray<string> Read => [.. _read];

    /// <summary>The dearest level of the names read so far.</summary>
    public Knowledge Knowledge => _read.Select(name => names.Find(name, text).Knowledge).DefaultIfEmpty(Knowledge.Genes).Max();

    /// <summary>The parts that are joined by <c>and</c> at the top.</summary>
    public static IEnumerable<LogicalExpression> Conjuncts(LogicalExpression node) => node is BinaryExpression { Type: BinaryExpressionType.And } both
        ? Conjuncts(both.LeftExpression).Concat(Conjuncts(both.RightExpression))
        : [node];

    /// <summary>How far a condition is broken; null where all that it compares is inactive or unknown.</summary>
    public Func<ValueLookup, double?> Violation(LogicalExpression node) => node switch
    {
        BinaryExpression { Type: BinaryExpressionType.And } both => Join(both, Math.Max),
        BinaryExpression { Type: BinaryExpressionType.Or } either => Join(either, Math.Min),
        BinaryExpression comparison when IsComparison(comparison) => Comparison(comparison),
        UnaryExpression { Type: UnaryExpressionType.Not } => throw new ExpressionException("\"not\" is not supported; write the opposite comparison"),
        TernaryExpression => throw new ExpressionException("\"? :\" is not supported; join comparisons with \"and\" and \"or\""),
        BinaryExpression { Type: var type } when Arithmetic(type) is null => throw new ExpressionException(
            $"{ExpressionWriter.Write(node)}: this operator is not supported; use comparisons, and, or, + - * / %, min, max, abs, log, sqrt and pow"),
        _ => throw new ExpressionException($"{ExpressionWriter.Write(node)} compares nothing; write a comparison such as parameters <= 2e6"),
    };

    /// <summary>A number; null where it reads something inactive or unknown.</summary>
    public Func<ValueLookup, double?> Number(LogicalExpression node)
    {
        switch (node)
        {
            case ValueExpression { Type: NCalc.ValueType.Integer or NCalc.ValueType.Float } constant:
                var value = Convert.ToDouble(constant.Value, System.Globalization.CultureInfo.InvariantCulture);
                return _ => value;
            case Identifier identifier when Entry(identifier).IsWord:
                throw new ExpressionException($"\"{identifier.Name}\" is a word; compare it with == or != and a quoted word, as in {identifier.Name} == '{Entry(identifier).Words[0]}'");
            case Identifier identifier:
                return lookup => lookup(identifier.Name) is { IsNumber: true } number ? number.Number : null;
            case UnaryExpression { Type: UnaryExpressionType.Negate } negated:
                return Apply(values => -values[0], negated.Expression);
            case UnaryExpression { Type: UnaryExpressionType.Positive } positive:
                return Number(positive.Expression);
            case BinaryExpression binary when Arithmetic(binary.Type) is { } operation:
                return Apply(values => operation(values[0], values[1]), binary.LeftExpression, binary.RightExpression);
            case Function function:
                return Call(function);
            case BinaryExpression comparison when IsComparison(comparison):
                throw new ExpressionException("chains or nests comparisons; write two comparisons joined by \"and\"");
            default:
                throw new ExpressionException($"{ExpressionWriter.Write(node)} is not arithmetic; use + - * / %, min, max, abs, log, sqrt and pow");
        }
    }

    private static bool IsComparison(BinaryExpression node) => node.Type
        is BinaryExpressionType.Lesser or BinaryExpressionType.LesserOrEqual or BinaryExpressionType.Greater
        or BinaryExpressionType.GreaterOrEqual or BinaryExpressionType.Equal or BinaryExpressionType.NotEqual;

    private static Func<double, double, double>? Arithmetic(BinaryExpressionType type) => type switch
    {
        BinaryExpressionType.Plus => (a, b) => a + b,
        BinaryExpressionType.Minus => (a, b) => a - b,
        BinaryExpressionType.Times => (a, b) => a * b,
        BinaryExpressionType.Div => (a, b) => a / b,
        BinaryExpressionType.Modulo => (a, b) => a % b,
        _ => null,
    };

    /// <summary>Whether a tree reads no name.</summary>
    private static bool IsConstant(LogicalExpression node) => node switch
    {
        Identifier => false,
        BinaryExpression binary => IsConstant(binary.LeftExpression) && IsConstant(binary.RightExpression),
        UnaryExpression unary => IsConstant(unary.Expression),
        Function function => function.Parameters.All(IsConstant),
        _ => true,
    };

    /// <summary>The excess over the bound's magnitude; the bound is the constant side, else the right one. A bound of 0 divides by 1.</summary>
    private static double Relative(BinaryExpressionType type, double left, double right, double bound)
    {
        var scale = bound == 0 ? 1 : Math.Abs(bound);
        var excess = type switch
        {
            BinaryExpressionType.Lesser or BinaryExpressionType.LesserOrEqual => (left - right) / scale,
            BinaryExpressionType.Greater or BinaryExpressionType.GreaterOrEqual => (right - left) / scale,
            BinaryExpressionType.Equal => Math.Abs(left - right) / scale,
            _ => left == right ? 1 : 0,
        };
        var barely = excess == 0 && type is BinaryExpressionType.Lesser or BinaryExpressionType.Greater;
        return double.IsNaN(excess) ? double.MaxValue : barely ? Barely : excess;
    }

    private Func<ValueLookup, double?> Join(BinaryExpression node, Func<double, double, double> join)
    {
        var (left, right) = (Violation(node.LeftExpression), Violation(node.RightExpression));
        return lookup => (left(lookup), right(lookup)) switch
        {
            ({ } a, { } b) => join(a, b),
            var (a, b) => a ?? b,
        };
    }

    private Func<ValueLookup, double?> Comparison(BinaryExpression node)
    {
        if (IsWord(node.LeftExpression) || IsWord(node.RightExpression))
        {
            return Words(node);
        }

        var (left, right) = (Number(node.LeftExpression), Number(node.RightExpression));
        var boundIsLeft = IsConstant(node.LeftExpression) && !IsConstant(node.RightExpression);
        if (IsConstant(node.LeftExpression) && IsConstant(node.RightExpression))
        {
            throw new ExpressionException($"{ExpressionWriter.Write(node)} reads no name; it always or never holds");
        }

        return lookup => left(lookup) is { } a && right(lookup) is { } b ? Relative(node.Type, a, b, boundIsLeft ? a : b) : null;
    }

    private bool IsWord(LogicalExpression node) => node is ValueExpression { Type: NCalc.ValueType.String or NCalc.ValueType.Char }
        || (node is Identifier identifier && Entry(identifier).IsWord);

    private Func<ValueLookup, double?> Words(BinaryExpression node)
    {
        var wanted = node.Type switch
        {
            BinaryExpressionType.Equal => true,
            BinaryExpressionType.NotEqual => false,
            _ => throw new ExpressionException($"{ExpressionWriter.Write(node)}: words compare with == and != only"),
        };
        var (name, word) = (node.LeftExpression, node.RightExpression) switch
        {
            (Identifier identifier, ValueExpression constant) => (identifier, Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)!),
            (ValueExpression constant, Identifier identifier) => (identifier, Convert.ToString(constant.Value, System.Globalization.CultureInfo.InvariantCulture)!),
            _ => throw new ExpressionException($"{ExpressionWriter.Write(node)}: compare a name with one quoted word"),
        };
        var entry = Entry(name);
        if (!entry.IsWord)
        {
            throw new ExpressionException($"{name.Name} is a number and cannot be compared with the word '{word}'");
        }

        if (!entry.Words.Contains(word))
        {
            throw new ExpressionException($"'{word}' is not a value of {name.Name}; use {Nearest.AnyOf(entry.Words)}");
        }

        return lookup => lookup(name.Name) is { } value ? (value.ToString() == word) == wanted ? 0 : 1 : null;
    }

    private NameTable.Entry Entry(Identifier identifier)
    {
        var entry = names.Find(identifier.Name, text);
        _read.Add(identifier.Name);
        return entry;
    }

    private Func<ValueLookup, double?> Call(Function function)
    {
        var (count, compute) = function.Identifier.Name.ToLowerInvariant() switch
        {
            "min" => (2, values => values.Min()),
            "max" => (2, values => values.Max()),
            "abs" => (1, values => Math.Abs(values[0])),
            "log" => (1, values => Math.Log(values[0])),
            "sqrt" => (1, values => Math.Sqrt(values[0])),
            "pow" => (2, (Func<double[], double>)(values => Math.Pow(values[0], values[1]))),
            "within" => throw new ExpressionException("within(metric, 1%) stands alone; write it as a line of its own"),
            _ => throw new ExpressionException($"\"{function.Identifier.Name}\" is not a function; use min, max, abs, log, sqrt or pow"),
        };
        return function.Parameters.Count == count
            ? Apply(compute, [.. function.Parameters])
            : throw new ExpressionException($"{function.Identifier.Name} takes {Counted.Of(count, "value")}, not {function.Parameters.Count}");
    }

    private Func<ValueLookup, double?> Apply(Func<double[], double> compute, params LogicalExpression[] parts)
    {
        var numbers = parts.Select(Number).ToArray();
        return lookup =>
        {
            var values = new double[numbers.Length];
            for (var index = 0; index < numbers.Length; index++)
            {
                if (numbers[index](lookup) is not { } value)
                {
                    return null;
                }

                values[index] = value;
            }

            return compute(values);
        };
    }
}
