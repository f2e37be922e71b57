import { TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT_LIMITS } from "../../contract/limits.ts";
import { integrationCreate } from "../../contract/operations/integration.ts";
import { call } from "../api/call.ts";
import { ChannelPicker, type PickedChannel } from "../channels/channel-picker.tsx";
import { Form } from "../forms/form.tsx";
import { useLanguage } from "../locales/language.tsx";
import { SourceGallery } from "../sources/source-gallery.tsx";
import { sources } from "../sources/source-queries.ts";
import { SidePanel } from "../ui/side-panel.tsx";
import type { Integration } from "./integration-queries.ts";

type FieldsProps = {
  /** The channel of a private integration; null for a shared one, which gets a default route. */
  channelId: number | null;
  /** What was chosen before the form opened. */
  source?: string | undefined;
  onClose: () => void;
  onMade: (made: Integration) => void;
};

/** Connects a monitoring system: to one channel, or to the channels of a route. */
export function IntegrationForm({ isOpen, ...fields }: FieldsProps & { isOpen: boolean }) {
  const t = useTranslations("integrations");
  return (
    <SidePanel isOpen={isOpen} onClose={fields.onClose} size="lg" title={t("add")}>
      <Fields {...fields} />
    </SidePanel>
  );
}

function Fields({ channelId, source = "", onClose, onMade }: FieldsProps) {
  const t = useTranslations("integrations");
  const { language } = useLanguage();
  const { data: known } = useQuery(sources);
  const [chosen, setChosen] = useState(source);
  const [name, setName] = useState("");
  const [picked, setPicked] = useState<PickedChannel[]>([]);
  const [isMissing, setMissing] = useState(false);
  const isShared = channelId === null;
  const title = known?.items.find(({ plugin_type }) => plugin_type === chosen)?.title[language] ?? "";
  const create = useCreate(onMade);
  const submit = () => {
    setMissing(isShared && picked.length === 0);
    if (isShared && picked.length === 0) return;
    const where = isShared ? { default_channel_ids: picked.map(({ id }) => id) } : { channel_id: channelId };
    create.mutate({
      plugin_type: chosen,
      name: name.trim() || title.slice(0, INPUT_LIMITS.placeNameLengthMax),
      ...where,
    });
  };
  return (
    <Form
      change={{ ...create, mutate: submit }}
      fields={["name", "default_channel_ids"]}
      submitLabel={t("save")}
      isReady={chosen !== ""}
      onCancel={onClose}
    >
      {(problemAt) => (
        <>
          <SourceGallery chosen={chosen} onChoose={setChosen} />
          <TextInput
            label={t("name")}
            description={t("nameHint")}
            placeholder={title}
            data-autofocus={source !== "" || undefined}
            maxLength={INPUT_LIMITS.placeNameLengthMax}
            value={name}
            error={problemAt("name")}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          {isShared && (
            <ChannelPicker
              label={t("defaultRoute")}
              description={t("defaultRouteHint")}
              error={isMissing && picked.length === 0 ? t("defaultRouteMissing") : problemAt("default_channel_ids")}
              picked={picked}
              onPick={setPicked}
            />
          )}
        </>
      )}
    </Form>
  );
}

function useCreate(onMade: (made: Integration) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: { plugin_type: string; name: string; channel_id?: number; default_channel_ids?: number[] }) =>
      call(integrationCreate, input),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ["integration"] });
      onMade(made);
    },
  });
}
