import type { Notice } from '../../../components/notice.ts';
import { sanitise, t } from '../../../domain/text.ts';
import { pages } from '../../../state/pages.ts';
import { emptyNotice } from '../../kit/need-states.ts';
import type { ViewContext } from '../../kit/view.ts';
import { fieldsFor } from '../data.ts';
import { inboxColumns } from './field-columns.ts';
import { fieldList } from './field-list.ts';

/** Fields that nobody has classified yet (P-01, P-02); of one matcher where the place names it. */
export const inbox = fieldList({
  title: ({ place }) =>
    pages.privacy.of(place).matcher === undefined
      ? t`Inbox`
      : t`Fields that ${sanitise(pages.privacy.of(place).matcher, 60)} hits`,
  fields: (context) => {
    const { matcher } = pages.privacy.of(context.place);
    const { all } = fieldsFor(context);
    return matcher === undefined
      ? all.filter(({ inventory }) => inventory === undefined)
      : all.filter(({ match }) => match?.matcher === matcher);
  },
  columns: inboxColumns,
  empty,
});

function empty(context: ViewContext): Notice {
  const { all, standing } = fieldsFor(context);
  if (all.length > 0)
    return pages.privacy.of(context.place).matcher === undefined
      ? emptyNotice(
          standing,
          t`tracking plans`,
          { title: t`Every field that is known is classified`, text: t`New ones come up here by themselves.` },
          'good',
        )
      : emptyNotice(standing, t`tracking plans`, { title: t`It hits no field that is known` });
  return emptyNotice(standing, t`tracking plans`, {
    title: t`No field is known`,
    text: t`The API tells fields only in the rules of tracking plans; payloads that segtop reads add theirs.`,
  });
}
