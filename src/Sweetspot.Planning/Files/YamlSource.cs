using System.Globalization;
using Sweetspot.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Sweetspot.Planning;

/// <summary>A YAML file with its places, collecting every problem found while it is read.</summary>
internal sealed class YamlSource(string fileName)
{
    private readonly List<(long Line, long Column, string Text)> _problems = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, YamlNode> _places = new(StringComparer.Ordinal);

    /// <summary>Problems so far, in the order of the file.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column).Select(problem => problem.Text)];

    /// <summary>The mapping at the top of the one document.</summary>
    /// <exception cref="UserInputException">The text is not YAML, is empty, or is no mapping: nothing more can be said of it.</exception>
    public YamlMappingNode Root(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw Unreadable(exception.Start, exception.Message, exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException)
        {
            // Thrown without a place at some brackets that never close and some misplaced anchors.
            throw Unreadable(LastReadable(text), "something does not fit here; is a bracket, comma or quote missing?", exception);
        }

        return stream.Documents switch
        {
            [] => throw new UserInputException($"{fileName}: the file is empty; a study needs at least a task, as in \"task: {{ preset: digits }}\"."),
            [{ RootNode: YamlMappingNode root }] => root,
            [_] => throw new UserInputException($"{fileName}:1:1  a study is a mapping of keys, as in \"task: {{ preset: digits }}\"."),
            _ => throw new UserInputException($"{fileName}: {stream.Documents.Count} YAML documents; a study is one (remove \"---\" between them)."),
        };
    }

    private UserInputException Unreadable(Mark place, string message, Exception cause) =>
        new([$"{fileName}:{place.Line}:{place.Column}  not readable as YAML: {message.Trim().TrimEnd('.', '?')}{(message.EndsWith('?') ? '?' : '.')}"], cause);

    private static Mark LastReadable(string text)
    {
        var (parser, last) = (new Parser(new StringReader(text)), Mark.Empty);
        try
        {
            while (parser.MoveNext())
            {
                last = parser.Current?.End ?? last;
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or YamlException)
        {
            return last; // where it stopped is what was asked for
        }

        return last;
    }

    /// <summary>Notes a problem at a place.</summary>
    public void Report(YamlNode node, string path, string message)
    {
        _broken.Add(path);
        _problems.Add((node.Start.Line, node.Start.Column, $"{fileName}:{node.Start.Line}:{node.Start.Column}  {path}: {message}"));
    }

    /// <summary>Whether a problem was noted at a path, within it, or at a part of the file that holds it.</summary>
    public bool HasProblemAt(string path) => _broken.Any(broken => Holds(broken, path) || Holds(path, broken));

    private static bool Holds(string outer, string inner) =>
        inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] is '.' or '[');

    /// <summary>Notes a problem at a path, or at the nearest part of the file that holds it.</summary>
    public void ReportAt(string path, string message)
    {
        var place = path;
        while (place.Length > 0 && !_places.ContainsKey(place))
        {
            place = place[..Math.Max(0, place.LastIndexOfAny(['.', '[']))];
        }

        if (_places.TryGetValue(place, out var node))
        {
            Report(node, path, message);
        }
        else
        {
            _problems.Add((0, 0, $"{fileName}: {path}: {message}"));
        }
    }

    /// <summary>The values of a mapping by key. Unknown keys are reported; empty values are left out.</summary>
    public Dictionary<string, YamlNode> Keys(YamlNode node, string path, params string[] known)
    {
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        _places[path] = node;
        if (node is not YamlMappingNode mapping)
        {
            Report(node, path, $"a mapping of {Nearest.AnyOf(known)} is needed here, not {Kind(node)}.");
            return values;
        }

        foreach (var (key, value) in mapping.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            var place = path.Length == 0 ? name : $"{path}.{name}";
            _places[place] = value;
            if (!known.Contains(name))
            {
                Report(key, place, $"unknown key{Nearest.Hint(name, known)}");
            }
            else if (!IsEmpty(value))
            {
                values[name] = value;
            }
        }

        return values;
    }

    /// <summary>The items of a sequence; a single value counts as one item.</summary>
    public IReadOnlyList<(YamlNode Node, string Path)> Items(YamlNode node, string path)
    {
        var items = node is YamlSequenceNode sequence
            ? sequence.Children.Select((item, index) => (Node: item, Path: $"{path}[{index}]")).ToList()
            : [(node, path)];
        items.ForEach(item => _places[item.Path] = item.Node);
        return items;
    }

    /// <summary>A text; null (reported) where it is none.</summary>
    public string? Text(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
        {
            return text;
        }

        Report(node, path, $"a text is needed here, not {Kind(node)}.");
        return null;
    }

    /// <summary>One of some words; null (reported) where it is another.</summary>
    public string? Word(YamlNode node, string path, string what, params string[] words)
    {
        if (Text(node, path) is not { } text)
        {
            return null;
        }

        if (words.Contains(text))
        {
            return text;
        }

        Report(node, path, $"\"{text}\" is not {what}; use {Nearest.AnyOf([.. words.Select(word => $"\"{word}\"")])}.");
        return null;
    }

    /// <summary>A finite number; null (reported) where it is none.</summary>
    public double? Number(YamlNode node, string path)
    {
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
        {
            return number;
        }

        Report(node, path, node is YamlScalarNode scalar ? $"\"{scalar.Value}\" is not a number." : $"a number is needed here, not {Kind(node)}.");
        return null;
    }

    /// <summary>A whole number of at least <paramref name="least"/>; null (reported) where it is none.</summary>
    public long? Whole(YamlNode node, string path, long least, long most = int.MaxValue)
    {
        if (Number(node, path) is not { } number)
        {
            return null;
        }

        if (number == Math.Floor(number) && number >= least && number <= most)
        {
            return (long)number;
        }

        Report(node, path, $"{((YamlScalarNode)node).Value} is not a whole number of {(most == int.MaxValue ? $"{least} or more" : $"{least} to {most}")}.");
        return null;
    }

    private static bool IsEmpty(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static string Kind(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        YamlScalarNode { Value: null or "" } => "nothing",
        YamlScalarNode scalar => $"\"{scalar.Value}\"",
        _ => "this",
    };
}
