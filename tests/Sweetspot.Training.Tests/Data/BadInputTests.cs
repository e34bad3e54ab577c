using Sweetspot.Planning;

namespace Sweetspot.Training.Tests;

/// <summary>Each mistake gets one clear line; whole texts are asserted.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Data_NoSuchFile_NamesTheNearest()
    {
        _folder.Write("train.csv", Rows(20));

        Refused(new TaskSpec { Data = "tain.csv" }, "tain.csv: no such file or folder. Did you mean train.csv?");
    }

    [Fact]
    public void Files_SeveralNotThere_AreAllNamed() => Refused(
        new TaskSpec { Data = "a.csv", Test = "b.csv" },
        "a.csv: no such file or folder.",
        "b.csv: no such file or folder.");

    [Fact]
    public void Data_NotGiven_IsRefused() => Refused(new TaskSpec(), "No data: give a file with --data, or the built-in set digits.");

    [Fact]
    public void Table_Empty_IsRefused()
    {
        _folder.WriteBytes("a.csv", []);

        Refused(new TaskSpec { Data = "a.csv" }, "a.csv: the file is empty.");
    }

    [Fact]
    public void Table_HeaderOnly_IsRefused()
    {
        _folder.Write("a.csv", "x,label");

        Refused(new TaskSpec { Data = "a.csv" }, "a.csv: there is a header line, but no rows.");
    }

    [Theory]
    [InlineData("x,label\n1,a\n\"2,b\n3,a", 3)]
    [InlineData("x,\"label\n1,a", 1)]
    [InlineData("x,label\n1,\"two\nlines\"\n\"2,b\n3,a", 4)]
    public void Table_QuoteNeverClosed_NamesTheLine(string text, int line)
    {
        _folder.Write("a.csv", text);

        Refused(
            new TaskSpec { Data = "a.csv" },
            $"a.csv line {line}: a quote (\") is opened and never closed; close it, or write \"\" inside quotes for a quote that belongs to the text.");
    }

    [Theory]
    [InlineData("inf")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    [InlineData("-1e200")]
    public void Target_Infinite_IsRefusedWithItsLine(string value)
    {
        _folder.Write("a.csv", ["x,y", .. Enumerable.Range(0, 30).Select(i => $"{i},{(i is 4 or 8 ? value : $"{i}.5")}")]);

        Refused(
            new TaskSpec { Data = "a.csv", Target = "y" },
            $"a.csv line 6: the target y is \"{value}\", infinite or too large for a number, and so are 1 more; no model can answer that: correct the file, or leave such rows out.");
    }

    [Theory]
    [InlineData("5.1,3.5,setosa", "5.1", "3.5")]
    [InlineData("T,2,8,2", "T", "2")]
    public void Table_NoHeader_IsRefused(string row, string first, string second)
    {
        _folder.Write("a.csv", Enumerable.Repeat(row, 30));

        Refused(new TaskSpec { Data = "a.csv" }, $"a.csv: the first line holds values ({first}, {second}, …), not column names; put a header line above it.");
    }

    [Fact]
    public void Test_SameAsTraining_IsRefused()
    {
        _folder.Write("a.csv", Rows(30));
        _folder.Write("copy.csv", Rows(30));

        foreach (var test in new[] { "a.csv", "copy.csv" })
        {
            Refused(
                new TaskSpec { Data = "a.csv", Test = test },
                $"--test: {test} holds the same as the training data; a test needs rows that training never sees: name another file, or leave it out and a part of the data is kept for it.");
        }
    }

    [Fact]
    public void Numbers_BothCommas_AreRefused()
    {
        _folder.Write("a.csv", ["x;label", .. Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? $"{i},5" : $"1,23{i % 10}")};{i % 3}")]);

        Refused(new TaskSpec { Data = "a.csv" }, "x: \"0,5\" has a decimal comma and \"1,231\" has one between thousands; write decimal points and no other commas in this column.");
    }

    [Fact]
    public void Number_TooLarge_CountsAsMissingAndIsSaid()
    {
        _folder.Write("a.csv", ["x,label", .. Enumerable.Range(0, 40).Select(i => $"{(i % 3 == 0 ? "1e400" : $"{i * 7 % 13}.5")},{i % 2}")]);

        var profile = _folder.Load(new TaskSpec { Data = "a.csv" }).Profile;

        Assert.Contains("x: 14 values such as \"1e400\" are infinite or too large for a number, and count as missing.", profile.Notes);
        Assert.Equal(2, profile.Input.Size); // the number, and whether it is missing
    }

    [Fact]
    public void Table_OneRow_IsRefused()
    {
        _folder.Write("a.csv", "x,label", "1,a");

        Refused(new TaskSpec { Data = "a.csv" }, "1 row with a target is too few to learn from and to judge by; 10 is the least.");
    }

    [Fact]
    public void Options_OfAnotherKindOfData_AreRefusedTogether()
    {
        _folder.Write("a.csv", Rows(20));
        _folder.WriteIdx("b-images.idx", [20, 4, 4], new byte[320]);
        _folder.WriteIdx("b-labels.idx", [20], [.. Enumerable.Range(0, 20).Select(i => (byte)(i % 2))]);

        Refused(
            new TaskSpec { Data = "a.csv", Labels = "b-labels.idx", TestLabels = "b-labels.idx" },
            "--labels: a table has a target column (--target); leave it out.",
            "--test-labels: a table has a target column (--target); leave it out.");
        Refused(
            new TaskSpec { Data = "b-images.idx", Target = "label" },
            "--target: images have a label file (--labels), not a target column; leave it out.");
    }

    [Fact]
    public void Target_ColumnYInTheMiddle_IsNotTakenForTheAnswer()
    {
        _folder.Write("a.csv", ["x,y,z,price", .. Enumerable.Range(0, 20).Select(i => $"{i},{i * i % 7},{i % 5},{i * 3}")]);

        Refused(
            new TaskSpec { Data = "a.csv" },
            "a.csv: no column is called target, label, class or y; name the target with --target. Columns: x, y, z, price.");
    }

    [Fact]
    public void Target_NotThere_NamesTheNearestAndAll()
    {
        _folder.Write("a.csv", Rows(20));

        Refused(
            new TaskSpec { Data = "a.csv", Target = "lable" },
            "a.csv: --target names the column lable, which is not there. Did you mean label? Columns: x, label.");
    }

    [Fact]
    public void Target_NotGivenNorUsual_ListsTheColumns()
    {
        _folder.Write("a.csv", ["x,price", .. Enumerable.Range(0, 20).Select(i => $"{i},{i * 2.5}")]);

        Refused(
            new TaskSpec { Data = "a.csv" },
            "a.csv: no column is called target, label, class or y; name the target with --target. Columns: x, price.");
    }

    [Fact]
    public void Target_AllEqual_IsRefused()
    {
        _folder.Write("a.csv", ["x,label", .. Enumerable.Range(0, 20).Select(i => $"{i},a")]);
        _folder.Write("b.csv", ["x,y", .. Enumerable.Range(0, 20).Select(i => $"{i},2.5")]);

        Refused(new TaskSpec { Data = "a.csv" }, "label: all 20 targets are a; there is nothing to learn.");
        Refused(new TaskSpec { Data = "b.csv", Kind = TaskKind.Regression }, "y: all 20 targets are 2.5; there is nothing to learn.");
    }

    [Fact]
    public void Target_WordsForRegression_NamesLineAndValue()
    {
        _folder.Write("a.csv", ["x,y", .. Enumerable.Range(0, 20).Select(i => i is 4 or 7 ? $"{i},cheap" : $"{i},{i * 1.5}")]);

        Refused(
            new TaskSpec { Data = "a.csv", Kind = TaskKind.Regression },
            "a.csv line 6: the target y is \"cheap\", not a number, and 1 more is not; use --task classification, or correct the file.");
    }

    [Fact]
    public void Target_LogOfZero_NamesLine()
    {
        _folder.Write("a.csv", ["x,y", .. Enumerable.Range(0, 40).Select(i => $"{i},{i * 1.5}")]);

        Refused(
            new TaskSpec { Data = "a.csv", Kind = TaskKind.Regression, Transform = TargetTransform.Log },
            "a.csv line 2: the target y is 0; the logarithm needs targets over 0; use --target-transform none.");
    }

    [Fact]
    public void Target_MostlyMissing_IsRefused()
    {
        _folder.Write("a.csv", ["x,y", .. Enumerable.Range(0, 40).Select(i => $"{i},{(i % 3 == 0 ? "1.5" : "")}")]);

        Refused(new TaskSpec { Data = "a.csv" }, "y: the target is missing in 26 of 40 rows; name another column with --target.");
    }

    [Fact]
    public void Table_RaggedRows_ListsLines()
    {
        _folder.Write("a.csv", ["x,label", "1,a", "2", "3,b,c", .. Enumerable.Range(0, 20).Select(i => $"{i},a")]);

        Refused(
            new TaskSpec { Data = "a.csv" },
            "a.csv line 3: 1 value, the header has 2 columns.",
            "a.csv line 4: 3 values, the header has 2 columns.");
    }

    [Fact]
    public void Table_DuplicateColumns_IsRefused()
    {
        _folder.Write("a.csv", "x,x,label", "1,2,a");

        Refused(new TaskSpec { Data = "a.csv" }, "a.csv: 2 columns are called x; give each its own name.");
    }

    [Fact]
    public void Table_NumbersForHeader_IsRefused()
    {
        _folder.Write("a.csv", "1,2,3", "4,5,6");

        Refused(new TaskSpec { Data = "a.csv" }, "a.csv: the first line holds values (1, 2, …), not column names; put a header line above it.");
    }

    [Fact]
    public void Table_Binary_IsRefused()
    {
        _folder.WriteBytes("a.csv", [0x89, 0x50, 0x4e, 0x47, 0, 0, 1]);

        Refused(
            new TaskSpec { Data = "a.csv" },
            "a.csv: this is a binary file, not a table; CSV, TSV, IDX images or a folder of pictures can be read.");
    }

    [Fact]
    public void Table_OtherEncoding_NamesLine()
    {
        _folder.WriteBytes("a.csv", [.. "x,label\n1,a\n"u8, 0xe9, (byte)',', (byte)'b', (byte)'\n']);

        Refused(new TaskSpec { Data = "a.csv" }, "a.csv line 3: not UTF-8 text; save the file as UTF-8.");
    }

    [Fact]
    public void Gzip_CutAnywhere_IsRefused()
    {
        var packed = DataFolder.Gzip(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', Rows(500))));
        foreach (var length in new[] { 5, 12, packed.Length / 2, packed.Length - 9, packed.Length - 1 })
        {
            File.WriteAllBytes(_folder.PathOf("a.csv.gz"), packed[..length]);

            Refused(new TaskSpec { Data = "a.csv.gz" }, "a.csv.gz: the gzip data are truncated or damaged; copy or download the file again.");
        }
    }

    [Fact]
    public void Test_OtherColumns_ListsAllMissing()
    {
        _folder.Write("train.csv", ["a,b,label", .. Enumerable.Range(0, 20).Select(i => $"{i},{i},{i % 2}")]);
        _folder.Write("test.csv", "aa,label", "1,0");

        Refused(
            new TaskSpec { Data = "train.csv" },
            "test.csv: the column a is missing. Did you mean aa?",
            "test.csv: the column b is missing. Did you mean aa?");
    }

    [Fact]
    public void Idx_LabelsOfOtherLength_GivesBothCounts()
    {
        _folder.WriteIdx("a-images.idx", [30, 2, 2], new byte[120]);
        _folder.WriteIdx("a-labels.idx", [29], new byte[29]);

        Refused(new TaskSpec { Data = "a-images.idx" }, "a-labels.idx: 29 labels, but a-images.idx has 30 images.");
    }

    [Fact]
    public void Idx_Truncated_IsRefused()
    {
        _folder.WriteIdx("a-images.idx", [30, 2, 2], new byte[119]);
        _folder.WriteIdx("a-labels.idx", [30], new byte[30]);

        Refused(
            new TaskSpec { Data = "a-images.idx" },
            "a-images.idx: 30 × 2 × 2 values need 120 bytes, the file has 119; it is truncated or not an IDX file.");
    }

    [Fact]
    public void Idx_NoLabels_SaysHowToGiveThem()
    {
        _folder.WriteIdx("a-images.idx", [30, 2, 2], new byte[120]);

        Refused(new TaskSpec { Data = "a-images.idx" }, "a-images.idx: no label file beside it by name; give it with --labels.");
    }

    private static string[] Rows(int count) => ["x,label", .. Enumerable.Range(0, count).Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")}")];

    private void Refused(TaskSpec task, params string[] problems) => Assert.Equal(problems, _folder.Problems(task));
}
