using System.Text;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

public sealed class LanguageDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sweetspot-test-").FullName;

    public static TheoryData<string, string> Texts => new()
    {
        { TokenizerNames.Byte, "Æsop said: don’t  count\r\n\tyour 雞 🐔 twice." },
        { TokenizerNames.Character, "Æsop said: don’t  count\r\n\tyour 雞 🐔 twice." },
        { TokenizerNames.Bpe, "Æsop said: don’t  count\r\n\tyour 雞 🐔 ▁ twice." },
        { TokenizerNames.Bpe, "他說：我们今天去学校。Then they went home, then they went out  \n\n" },
    };

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Texts))]
    public void Tokenizer_KnownText_GivesItBack(string name, string text)
    {
        var tokenizer = StreamTokenizer.Fit(name, string.Concat(Enumerable.Repeat(text, 3)), 300);

        var tokens = tokenizer.Encode(text);

        Assert.Equal(text.Replace("▁", "\ufffd\ufffd\ufffd", StringComparison.Ordinal), tokenizer.Decode(tokens.Ids));
        Assert.Equal(Encoding.UTF8.GetByteCount(text), tokens.Ends[^1]);
    }

    [Theory]
    [InlineData(TokenizerNames.Character)]
    [InlineData(TokenizerNames.Bpe)]
    public void Tokenizer_UnknownCharacter_IsAnUnknownTokenForEachByte(string name)
    {
        var tokenizer = StreamTokenizer.Fit(name, "abc abc abc", 100);

        var tokens = tokenizer.Encode("雞");

        Assert.Equal([1, 1, 1], tokens.Ids);
        Assert.Equal([1, 2, 3], tokens.Ends);
    }

    [Fact]
    public void Pieces_OfAText_JoinToItAndTakeOneSpaceWithThem()
    {
        const string text = "To be,  or not\n\nto 是不是。";

        var pieces = StreamPieces.Of(text).ToList();

        Assert.Equal(text, string.Concat(pieces));
        Assert.Equal(["To", " be", ",", " ", " or", " not", "\n\n", "to", " 是不是", "。"], pieces);
    }

    [Fact]
    public void Load_File_SplitsIntoWholeStretches()
    {
        var text = string.Concat(Enumerable.Range(0, 3000).Select(number => $"{number:0000} "));
        var dataset = Load(Write("a.txt", text));

        var split = Splits.Validation(dataset, 0.2, 1);
        var (learned, held) = (dataset.Text(0, split.Train.Length), dataset.Text(split.Train.Length, dataset.Profile.Rows));

        Assert.Equal(text, learned + held + dataset.TestText);
        Assert.Equal(1500, dataset.TestText.Length);
        Assert.Equal(0.2, held.Length / 13500.0, 0.01);
        Assert.Equal(Enumerable.Range(split.Train.Length, split.Validation.Length), split.Validation);
    }

    [Fact]
    public void Load_Folder_ReadsItsTextFilesInOrder()
    {
        Write("b.txt", new string('b', 5000));
        Write("a.txt", new string('a', 5000));
        Write("c.md", "not read");

        var dataset = Load(_folder);

        Assert.StartsWith("aaa", dataset.Text(0, 1));
        Assert.EndsWith("bbb", dataset.TestText);
        Assert.Contains(dataset.Profile.Notes, note => note.StartsWith("2 text files", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "x.txt: the file is empty.")]
    [InlineData("too short", "x.txt: 9 bytes of text are too short for a language model; 4,000 are the least, and a megabyte is a good beginning.")]
    [InlineData("a\nb\u00ff", "x.txt line 2: not UTF-8 text; save the file as UTF-8.")]
    [InlineData("a\0b", "x.txt: this is a binary file, not a text; give text files (.txt, also .txt.gz), as UTF-8.")]
    public void Load_BadFile_SaysWhatIsWrong(string latin, string message)
    {
        var path = Path.Combine(_folder, "x.txt");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(latin));

        var exception = Assert.Throws<UserInputException>(() => Load(path));

        Assert.Equal([message], exception.Problems);
    }

    [Fact]
    public void Load_FolderWithoutTexts_SaysWhatIsRead()
    {
        var exception = Assert.Throws<UserInputException>(() => Load(_folder));

        Assert.Equal([$"{_folder}: no text in this folder; files ending in .txt or .txt.gz are read."], exception.Problems);
    }

    private static LanguageDataset Load(string path) => (LanguageDataset)DatasetLoader.Load(new TaskSpec { Kind = TaskKind.LanguageModel, Data = path }, Path.GetTempPath());

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
